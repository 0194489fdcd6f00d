import type { Database } from "../../store/database.ts";
import { hashOf } from "../sealer.ts";

/** A browser that is not used for so long is signed out. */
const IDLE_SECONDS = 3_600;
/** However often it is used. */
const WHOLE_SECONDS = 12 * 3_600;

const IS_OPEN = `used_at > now() - make_interval(secs => ${IDLE_SECONDS})
  AND created_at > now() - make_interval(secs => ${WHOLE_SECONDS})`;

/** The browsers in which somebody is signed in for the pages of the server, of all replicas. */
export class PageSessions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param cookie - which only this browser has */
  async begin(cookie: string, signIn: string): Promise<void> {
    await this.#database.query(`DELETE FROM page_session WHERE NOT (${IS_OPEN})`);
    await this.#database.query("INSERT INTO page_session (id_hash, sign_in) VALUES ($1, $2)", [hashOf(cookie), signIn]);
  }

  /** The id of the sign-in, if the session has not ended. */
  async signInOf(cookie: string): Promise<string | undefined> {
    const [row] = await this.#database.query<{ sign_in: string }>(
      `UPDATE page_session SET used_at = now() WHERE id_hash = $1 AND ${IS_OPEN} RETURNING sign_in`,
      [hashOf(cookie)],
    );
    return row?.sign_in;
  }
}
