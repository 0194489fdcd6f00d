import type { Database } from "../../store/database.ts";
import { hashOf } from "../sealer.ts";
import { countedAs } from "./networks.ts";

const MOST_WRONG = 5;
const WINDOW_SECONDS = 600;
const LONGEST_PAUSE_SECONDS = 60;

/** What a network may add to one pause and take from the next. */
const GRACE_SECONDS = 0.5;

/** How often programs ask for the tokens of a device code, and people guess one. All replicas count together. */
export class DeviceLimits {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Notes that a program asked; `slow_down` if it did before its time, and from then on it has to wait 5 seconds longer.
   *
   * @see RFC 8628 section 3.5
   */
  async poll(deviceCode: string): Promise<"in-time" | "slow_down"> {
    const [row] = await this.#database.query<{ hasty: boolean | null }>(
      `WITH before AS (
         SELECT polled_at, poll_seconds, polled_at > now() - make_interval(secs => poll_seconds - $3::double precision) AS hasty
         FROM oauth_item WHERE kind = 'DeviceCode' AND id_hash = $1 FOR UPDATE)
       UPDATE oauth_item SET polled_at = now(),
         poll_seconds = CASE WHEN before.hasty THEN least(before.poll_seconds + 5, $2::integer) ELSE before.poll_seconds END
       FROM before WHERE kind = 'DeviceCode' AND id_hash = $1
       RETURNING before.hasty AS hasty`,
      [hashOf(deviceCode), LONGEST_PAUSE_SECONDS, GRACE_SECONDS],
    );
    return row?.hasty ? "slow_down" : "in-time";
  }

  /**
   * Counts a code that is about to be looked up, as if it were wrong: of many that come at once none is too many.
   *
   * @returns whether it may be looked up
   */
  async mayTry(typists: readonly string[]): Promise<boolean> {
    const counts = await this.#database.query<{ codes: number }>(
      `INSERT INTO wrong_code (typist, codes, since) SELECT unnest($1::text[]), 1, now()
       ON CONFLICT (typist) DO UPDATE SET
         codes = CASE WHEN wrong_code.since < now() - make_interval(secs => $2) THEN 1 ELSE wrong_code.codes + 1 END,
         since = CASE WHEN wrong_code.since < now() - make_interval(secs => $2) THEN now() ELSE wrong_code.since END
       RETURNING codes`,
      [[...typists].sort(), WINDOW_SECONDS],
    );
    return counts.every(({ codes }) => codes <= MOST_WRONG);
  }

  /** Takes the count back: the code was right. */
  async wasRight(typists: readonly string[]): Promise<void> {
    await this.#database.query("UPDATE wrong_code SET codes = greatest(codes - 1, 0) WHERE typist = ANY($1::text[])", [
      typists,
    ]);
  }
}

/** Who types a code: the browser by its session, and where it is. */
export function typistsOf(address: string, session: string): readonly string[] {
  return [`address ${countedAs(address)}`, `session ${hashOf(session)}`];
}
