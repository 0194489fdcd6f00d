import { SHA256 } from "bun";
import { Secret } from "../base/secret.ts";

const TOKEN_BYTES = 64;

/** A new random token, as the whole value of an `Authorization` header: `Bearer …` (RFC 6750 section 2.1). */
export function newToken(): Secret {
  const random = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return new Secret(`Bearer ${Buffer.from(random).toString("base64url")}`);
}

/**
 * SHA-256 of an `Authorization` header, in base64url. Only this hash of a token is kept, and tokens are found by it.
 *
 * The time it takes to compare hashes reveals nothing about a token: an attacker cannot choose the hash of a guess.
 */
export function tokenHash(authorization: string): string {
  return SHA256.hash(authorization, "base64url");
}
