import { randomBytes } from "node:crypto";

/** The value of a token, and its expiry in milliseconds since the epoch. */
export interface Held<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

/** Tokens and their values. Expired tokens are not removed: the caller must check the time. */
export class TokenStore<Value> {
  readonly #kind: string;
  readonly #held = new Map<string, Held<Value>>();

  /** @param kind - prefix of its tokens, so that they are recognised wherever they turn up */
  constructor(kind: string) {
    this.#kind = kind;
  }

  /** Keeps a value under a new random token, or under the one given. */
  issue(value: Value, expiresAt: number, token = `${this.#kind}-${randomBytes(24).toString("base64url")}`): string {
    this.#held.set(token, { value, expiresAt });
    return token;
  }

  find(token: string | null | undefined): Held<Value> | undefined {
    return this.#held.get(token ?? "");
  }

  /** Returns and removes the value. */
  take(token: string | null | undefined): Held<Value> | undefined {
    const held = this.find(token);
    this.#held.delete(token ?? "");
    return held;
  }

  clear(): void {
    this.#held.clear();
  }
}
