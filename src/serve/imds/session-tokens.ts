import { tokenHash } from "../../http/token.ts";

const TOKEN_BYTES = 40;
/** The longest life of a token, six hours, is AWS's. */
const LONGEST_SECONDS = 21_600;
/** More programs than a desktop starts within six hours; each takes a hundred bytes. */
const MOST = 4_096;

/**
 * The tokens of IMDSv2: each is random, ends by itself, and is known here by its hash only. When there are too many,
 * the oldest ends: its program gets 401, upon which it asks for another.
 */
export class SessionTokens {
  readonly #now: () => number;
  /** When each token ends, by its hash, oldest first. */
  readonly #ends = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * A new token.
   *
   * @param wanted - its life in seconds, as the client wrote it
   * @returns undefined unless that is a whole number from 1 to 21600
   */
  issue(wanted: string): { readonly token: string; readonly seconds: number } | undefined {
    const seconds = /^\d{1,5}$/.test(wanted) ? Number(wanted) : 0;
    if (seconds < 1 || seconds > LONGEST_SECONDS) return undefined;
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES))).toString("base64url");
    this.#makeRoom();
    this.#ends.set(tokenHash(token), this.#now() + seconds * 1000);
    return { token, seconds };
  }

  isGood(token: string): boolean {
    const hash = tokenHash(token);
    const end = this.#ends.get(hash);
    if (end === undefined) return false;
    if (this.#now() < end) return true;
    this.#ends.delete(hash);
    return false;
  }

  #makeRoom(): void {
    if (this.#ends.size < MOST) return;
    const now = this.#now();
    for (const [hash, end] of this.#ends) if (end <= now) this.#ends.delete(hash);
    for (const hash of this.#ends.keys()) {
      if (this.#ends.size < MOST) return;
      this.#ends.delete(hash);
    }
  }
}
