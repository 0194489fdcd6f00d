import { SHA256 } from "bun";
import type { JWTPayload } from "jose";
import type { Secret } from "../../../base/secret.ts";
import type { PublicKey } from "./key-source.ts";

/** Some megabytes. A token that is not kept is verified again. */
const MOST_KEPT = 5_000;

/**
 * Tokens whose signature, issuer and audience were right: a program shows the same one with each request, and verifying
 * it takes longer than most answers. A hash of the whole token is kept, and what it says; whether it still counts is
 * asked each time. With a key that its issuer does not publish any more, all goes that it has signed.
 */
export class VerifiedTokens {
  readonly #byKey = new WeakMap<PublicKey, Map<string, JWTPayload>>();

  /**
   * What a token says.
   *
   * @param key - that its issuer publishes now
   * @param stillCounts - whether it does by its times, which are all that changes
   * @param verify - throws for a token that is wrong
   */
  async payloadOf(
    token: Secret,
    key: PublicKey,
    { stillCounts, verify }: { stillCounts: (payload: JWTPayload) => boolean; verify: () => Promise<JWTPayload> },
  ): Promise<JWTPayload> {
    const hash = SHA256.hash(token.reveal(), "base64url");
    const known = this.#byKey.get(key)?.get(hash);
    if (known && stillCounts(known)) return known;
    const payload = await verify();
    const kept = this.#byKey.get(key) ?? new Map<string, JWTPayload>();
    if (kept.size >= MOST_KEPT) kept.clear();
    this.#byKey.set(key, kept.set(hash, payload));
    return payload;
  }
}
