import { randomBytes } from "node:crypto";
import type { Caller } from "../signature/key-ring.ts";

/** A person in the console. */
export interface ConsoleSession {
  readonly caller: Caller;
  /** In milliseconds since the epoch. */
  readonly ends: number;
}

const TOKEN_MS = 15 * 60_000;

/** The sign-in tokens that were given out, and the browsers that came in with one. */
export class ConsoleSessions {
  readonly #tokens = new Map<string, ConsoleSession & { readonly tokenEnds: number }>();
  readonly #browsers = new Map<string, ConsoleSession>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A token with which a browser can sign in for 15 minutes. */
  giveToken(session: ConsoleSession): string {
    const token = `sandbox-signin-${randomBytes(48).toString("base64url")}`;
    this.#tokens.set(token, { ...session, tokenEnds: this.#now() + TOKEN_MS });
    return token;
  }

  /** Signs a browser in, and returns what its cookie says; undefined for a token that is unknown or has ended. */
  signIn(token: string): string | undefined {
    const session = this.#tokens.get(token);
    if (!session || session.tokenEnds <= this.#now()) return undefined;
    const id = randomBytes(16).toString("base64url");
    this.#browsers.set(id, session);
    return id;
  }

  /** Who is signed in with that cookie, unless the session has ended. */
  current(id: string): ConsoleSession | undefined {
    const session = this.#browsers.get(id);
    return session && session.ends > this.#now() ? session : undefined;
  }

  signOut(id: string): void {
    this.#browsers.delete(id);
  }
}
