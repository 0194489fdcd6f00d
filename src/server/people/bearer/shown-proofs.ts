import { HttpRefusal } from "../../http-refusal.ts";
import { TokenBuckets } from "../../lending/limits/token-bucket.ts";
import type { Database } from "../../store/database.ts";
import { hashOf } from "../sealer.ts";
import { SKEW_SECONDS } from "./access-token.ts";

/** Clocks that are less wrong are not corrected by AWS's. */
const CLOCK_SECONDS = 240;

/** A proof is good from a minute before its time to a minute after it, by the clock of whichever replica. */
const KEPT_SECONDS = 2 * (SKEW_SECONDS + CLOCK_SECONDS);

/** Of one key at one replica: each is a row for minutes. */
const RATE = { burst: 600, perMinute: 600 };

/** Which proofs were shown to any replica, for as long as they are good. */
export class ShownProofs {
  readonly #database: Database;
  readonly #buckets = new TokenBuckets(RATE, () => performance.now());

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Notes a proof. Of several replicas that are shown one at once, one is the first.
   *
   * @param key - the thumbprint of its key, of which so many count and no more
   * @throws {HttpRefusal} 429
   */
  async show(key: string, id: string): Promise<"first" | "shown-before"> {
    const seconds = this.#buckets.take(key);
    if (seconds > 0) {
      const message = `you have asked too often; try again in ${seconds} s`;
      throw new HttpRefusal(429, "too_many_requests", message, { "retry-after": `${seconds}` });
    }
    const written = await this.#database.query(
      `INSERT INTO shown_proof (id_hash, expires_at) VALUES ($1, now() + make_interval(secs => $2))
       ON CONFLICT DO NOTHING RETURNING 1`,
      [hashOf(`${key} ${id}`), KEPT_SECONDS],
    );
    return written.length > 0 ? "first" : "shown-before";
  }

  /** Forgets those that are good no more. */
  async forgetExpired(): Promise<void> {
    await this.#database.query("DELETE FROM shown_proof WHERE expires_at < now()");
  }
}
