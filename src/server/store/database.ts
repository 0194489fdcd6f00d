/** What runs statements: the database, or a transaction. */
export interface Queries {
  /**
   * Runs one statement of PostgreSQL's SQL. A `bigint` comes back as a number, a `timestamptz` as a `Date`, a `bytea` as
   * bytes, JSON parsed. A value for a JSON parameter is given as text: the kinds of database differ about arrays.
   *
   * @param values - of `$1`, `$2`, …
   * @throws {ActasError} `unreachable`: the database is not there. What the database says of the statement is thrown as it
   *   is; its `code` is PostgreSQL's
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
  /**
   * Runs all of `work` or nothing. `READ COMMITTED`: what several replicas decide is decided by a row's lock. Within it
   * only the given queries may be used: with the embedded kind, others wait for its end.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Absent: it has no connections. */
  readonly load?: () => DatabaseLoad;
  close(): Promise<void>;
}

/** How many connections a replica has, and how much work waits for one. */
export interface DatabaseLoad {
  readonly used: number;
  readonly idle: number;
  readonly waiting: number;
}
