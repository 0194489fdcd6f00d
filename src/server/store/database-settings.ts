import type { Secret } from "../../base/secret.ts";

/** Which database a server uses. */
export interface DatabaseSettings {
  /** Of a PostgreSQL that is there already. */
  readonly url?: Secret;
  /** Where a server without one keeps its own: absolute, and of this server alone. */
  readonly folder: string;
  /** Absent: what is in the folder already, else `managed` where PostgreSQL is installed, else `embedded`. */
  readonly kind?: "managed" | "embedded";
  /** The folder of PostgreSQL's programs; absent: where packages put them. */
  readonly programs?: string;
  /** The most connections at once of this replica. */
  readonly connections?: number;
}
