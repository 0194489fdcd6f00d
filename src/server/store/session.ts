import type { Database, Queries } from "./database.ts";

/** A transaction of the store's own, which may also run scripts. */
export interface Session extends Queries {
  /** Runs statements one after the other, none of which has a parameter. */
  script(text: string): Promise<void>;
}

/** A database as the store itself sees it. */
export interface StoreDatabase extends Database {
  /** The same as `transaction()`, for as long as it takes. */
  patiently<T>(work: (session: Session) => Promise<T>): Promise<T>;
}
