import { Secret } from "../../../base/secret.ts";
import type { Database } from "../../store/database.ts";
import { QUESTION_SECONDS } from "../authorization/lifetimes.ts";
import { hashOf, type Sealer } from "../sealer.ts";

/** What is kept of a browser that was sent to the OpenID provider, until it comes back. */
export interface SentBrowser {
  /** The question of the authorization server that it answers; absent: its person signs in for the pages of this server. */
  readonly question?: string;
  readonly nonce: string;
  readonly codeVerifier: Secret;
  /** The hash of a cookie that only this browser has. */
  readonly cookieHash: string;
}

/** The browsers that are away. Each may come back once, to whichever replica. */
export class SentBrowsers {
  readonly #database: Database;
  readonly #sealer: Sealer;

  constructor(database: Database, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  async add(state: string, { codeVerifier, ...sent }: SentBrowser): Promise<void> {
    const stateHash = hashOf(state);
    const plain = JSON.stringify({ ...sent, codeVerifier: codeVerifier.reveal() });
    const content = await this.#sealer.seal(placeOf(stateHash), new Secret(plain));
    await this.#database.query(
      "INSERT INTO sent_to_provider (state_hash, content, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))",
      [stateHash, content, QUESTION_SECONDS],
    );
  }

  /** The browser with a state, if it is this one; its row is gone then. */
  async takeBack(state: string, cookie: string): Promise<SentBrowser | undefined> {
    const stateHash = hashOf(state);
    const [row] = await this.#database.query<{ content: string }>(
      "SELECT content FROM sent_to_provider WHERE state_hash = $1 AND expires_at > now()",
      [stateHash],
    );
    const plain = row && (await this.#sealer.unseal(placeOf(stateHash), row.content));
    if (plain === undefined) return undefined;
    const { codeVerifier, ...sent } = JSON.parse(plain) as Omit<SentBrowser, "codeVerifier"> & { codeVerifier: string };
    if (sent.cookieHash !== hashOf(cookie)) return undefined;
    const gone = await this.#database.query("DELETE FROM sent_to_provider WHERE state_hash = $1 RETURNING 1", [
      stateHash,
    ]);
    return gone.length > 0 ? { ...sent, codeVerifier: new Secret(codeVerifier) } : undefined;
  }
}

function placeOf(stateHash: string): string {
  return `sent ${stateHash}`;
}
