import type { Clock } from "../../base/clock.ts";
import type { Secret } from "../../base/secret.ts";
import type { RequestContext } from "../request-context.ts";
import { type IdTokenClaims, readIdToken } from "./id-token-claims.ts";
import { CLOCK_TOLERANCE_SECONDS } from "./open-id-client.ts";
import { SIGNING_ALGORITHMS } from "./signing-algorithms.ts";
import { untrustedIdToken } from "./untrusted-id-token.ts";

/** AWS takes no longer one. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const LONGEST_TOKEN = 20_000;

/** A person may be in thousands of groups. */
const LONGEST_FOR_SERVER = 256 * 1024;

/** AWS takes no older one. */
export const OLDEST_SECONDS = 86_400;

/** What an ID token was given with, and what it must match. */
interface Expected {
  readonly clientId: string;
  readonly accessToken: Secret;
  /** Of a renewal: the claims of the token before. */
  readonly before?: IdTokenClaims | undefined;
}

/**
 * The rules for ID tokens that `openid-client` leaves to its caller. It has seen to the signature, and to `iss`, `aud`,
 * `exp`, `nbf` and `nonce`, and that a token for several clients says to which of them it was given.
 *
 * @throws {ActasError} `access-denied`
 * @see OpenID Connect Core 1.0 sections 3.1.3.6, 3.1.3.7 and 12.2
 */
export function requireSoundIdToken(
  token: Secret,
  expected: Expected,
  context: RequestContext,
  clock: Clock,
): IdTokenClaims {
  const { length } = token.reveal();
  const [most, taker] = context.isByServer ? [LONGEST_FOR_SERVER, "this server"] : [LONGEST_TOKEN, "AWS"];
  if (length > most) throw untrustedIdToken(context, `it has ${length} characters, and ${taker} takes at most ${most}`);
  const read = readIdToken(token);
  if (!read) throw untrustedIdToken(context, "it is not a signed token with the claims that each must have");
  const problem = problemOf(read, expected, clock.now() / 1000);
  if (problem) throw untrustedIdToken(context, problem);
  return read.claims;
}

function problemOf(
  { alg, claims }: { readonly alg: string; readonly claims: IdTokenClaims },
  { accessToken, before, clientId }: Expected,
  nowSeconds: number,
): string | undefined {
  const { at_hash: hash, azp, iat } = claims;
  if (!SIGNING_ALGORITHMS.includes(alg)) return "it is signed with an algorithm that is not accepted";
  if (azp !== undefined && azp !== clientId) return "it was given to another client";
  if (iat > nowSeconds + CLOCK_TOLERANCE_SECONDS) return "it was issued in the future";
  if (iat < nowSeconds - OLDEST_SECONDS) return "it was issued more than a day ago";
  if (hash !== undefined && hash !== accessTokenHash(accessToken, alg)) return "it belongs to another access token";
  if (!before) return undefined;
  if (before.sub !== claims.sub || before.iss !== claims.iss) return "it is another person's than the one before";
  return iat < before.iat ? "it is older than the one before" : undefined;
}

/** The left half of the hash of the signing algorithm's length. */
function accessTokenHash(accessToken: Secret, alg: string): string {
  const algorithm = `sha${alg.slice(2)}` as "sha256" | "sha384" | "sha512";
  const digest = new Bun.CryptoHasher(algorithm).update(accessToken.reveal()).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
}
