import { CryptoHasher } from "bun";
import { Secret } from "../base/secret.ts";

/** 86 characters; a verifier has 43 to 128. */
const VERIFIER_BYTES = 64;

/**
 * A proof that the client which redeems an authorization code is the one that asked for it.
 *
 * @see RFC 7636 sections 4.1 and 4.2
 */
export interface Pkce {
  readonly codeVerifier: Secret;
  /** SHA-256 of the verifier, base64url: method `S256`. `plain` is never used. */
  readonly codeChallenge: string;
}

/** A new proof, for one sign-in. */
export function newPkce(): Pkce {
  const codeVerifier = randomText(VERIFIER_BYTES);
  return {
    codeVerifier: new Secret(codeVerifier),
    codeChallenge: CryptoHasher.hash("sha256", codeVerifier, "base64url"),
  };
}

/** Random bytes as base64url without padding, for a `state` or a path that cannot be guessed. */
export function randomText(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("base64url");
}
