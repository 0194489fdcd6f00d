/** What runs statements: the database, or a transaction. */
export interface Queries {
  /**
   * Runs one statement of PostgreSQL's SQL.
   *
   * @param values - of `$1`, `$2`, …
   */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>;
}

/** The one database of a server. Its SQL is the same for all kinds. */
export interface Database extends Queries {
  /** `embedded` holds one session, so its transactions run one after the other, and a power cut may damage it. */
  readonly kind: "postgres" | "managed" | "embedded";
  /** Runs all of `work` or nothing. `READ COMMITTED`: what several replicas decide is decided by a row's lock. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
