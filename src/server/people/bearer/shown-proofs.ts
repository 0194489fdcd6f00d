import type { Database } from "../../store/database.ts";
import { hashOf } from "../sealer.ts";
import { SKEW_SECONDS } from "./access-token.ts";

/** Clocks that are less wrong are not corrected by AWS's. */
const CLOCK_SECONDS = 240;

/** A proof is good from a minute before its time to a minute after it, by the clock of whichever replica. */
const KEPT_SECONDS = 2 * (SKEW_SECONDS + CLOCK_SECONDS);

/** Which proofs were shown to any replica, for as long as they are good. */
export class ShownProofs {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Notes a proof. Of several replicas that are shown one at once, one is the first. @param id - nobody else's */
  async show(id: string): Promise<"first" | "shown-before"> {
    const written = await this.#database.query(
      `INSERT INTO shown_proof (id_hash, expires_at) VALUES ($1, now() + make_interval(secs => $2))
       ON CONFLICT DO NOTHING RETURNING 1`,
      [hashOf(id), KEPT_SECONDS],
    );
    return written.length > 0 ? "first" : "shown-before";
  }

  /** Forgets those that are good no more. */
  async forgetExpired(): Promise<void> {
    await this.#database.query("DELETE FROM shown_proof WHERE expires_at < now()");
  }
}
