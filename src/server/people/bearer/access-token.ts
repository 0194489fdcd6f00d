import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import type { Clock } from "../../../base/clock.ts";
import { ActasError } from "../../../base/errors.ts";
import type { Secret } from "../../../base/secret.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import { isWhole } from "../is-whole.ts";
import type { KeySource } from "./key-source.ts";
import { refuseToken } from "./refuse-token.ts";
import type { VerifiedTokens } from "./verified-tokens.ts";

/** Seconds that two clocks may differ. */
export const SKEW_SECONDS = 60;

/** What the tokens of one issuer must be. */
export interface TokenRules {
  /** Byte by byte: a slash at the end counts. */
  readonly issuer: string;
  /** The one `aud`: a token for several APIs is refused. */
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly keys: KeySource;
  readonly verified: VerifiedTokens;
  /** Tokens that are good for longer are refused. */
  readonly longestSeconds: number;
}

/** What a token says that was accepted. */
export interface AccessTokenClaims extends JWTPayload {
  readonly sub: string;
  readonly client_id: string;
  readonly iat: number;
  readonly exp: number;
  /** What it is bound to, if it is. */
  readonly cnf?: unknown;
}

const TYPES = ["at+jwt", "application/at+jwt"];
const LONGEST_TEXT = 255;

/**
 * Accepts an access token, or refuses it; whether it is bound to a key is for the caller. Nothing that the token says of itself chooses how it is checked: not its key,
 * but for the id of one that the issuer publishes, and not its algorithm.
 *
 * @throws {HttpRefusal} 401; 503 when the issuer's keys cannot be read
 * @see RFC 9068 section 4 and RFC 8725
 */
export async function acceptAccessToken(token: Secret, rules: TokenRules, clock: Clock): Promise<AccessTokenClaims> {
  const { alg, kid } = headerOf(token, rules);
  const key = await keyOf(rules.keys, kid, alg);
  const nowSeconds = clock.now() / 1000;
  const payload = await rules.verified.payloadOf(token, key, {
    stillCounts: ({ exp = 0, nbf = 0 }) => exp > nowSeconds && nbf <= nowSeconds,
    verify: () => verified(token, key, rules, clock),
  });
  const problem = problemOf(payload, rules, nowSeconds);
  if (problem) throw refuseToken(problem);
  return payload as AccessTokenClaims;
}

function headerOf(token: Secret, { algorithms }: TokenRules): { readonly alg: string; readonly kid: string } {
  const { alg, kid, typ } = parsedHeader(token);
  if (typeof typ !== "string" || !TYPES.includes(typ.toLowerCase())) throw refuseToken("this is no access token");
  if (typeof alg !== "string" || !algorithms.includes(alg))
    throw refuseToken("its signature is of a kind not accepted");
  if (typeof kid !== "string" || kid.length > LONGEST_TEXT) throw refuseToken("it does not name its key");
  return { alg, kid };
}

function parsedHeader(token: Secret): { readonly alg?: unknown; readonly kid?: unknown; readonly typ?: unknown } {
  try {
    return decodeProtectedHeader(token.reveal());
  } catch {
    throw refuseToken("this is no access token");
  }
}

async function keyOf(keys: KeySource, kid: string, alg: string) {
  const key = await keys.find(kid, alg).catch((error: unknown) => {
    if (!(error instanceof ActasError)) throw error;
    throw new HttpRefusal(503, "temporarily_unavailable", "the issuer's keys cannot be read; try again in a minute", {
      "retry-after": "10",
    });
  });
  if (!key) throw refuseToken("it is signed with a key that is not the issuer's");
  return key;
}

async function verified(
  token: Secret,
  key: Awaited<ReturnType<typeof keyOf>>,
  { algorithms, audience, issuer }: TokenRules,
  clock: Clock,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token.reveal(), key, {
      algorithms: [...algorithms],
      issuer,
      audience,
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(clock.now()),
      requiredClaims: ["iss", "aud", "exp", "iat", "sub", "client_id"],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refuseToken("your access token has expired");
    if (error instanceof errors.JOSEError) throw refuseToken("your access token is not valid here");
    throw error;
  }
}

/** What is left when signature, issuer, audience and times are right. */
function problemOf(
  { aud, client_id, exp = 0, iat = 0, sub }: JWTPayload,
  { longestSeconds }: TokenRules,
  nowSeconds: number,
): string | undefined {
  if (Array.isArray(aud) && aud.length > 1) return "it is for other servers, too";
  if (!isText(sub) || !isText(client_id)) return "it does not say whose it is";
  if (iat > nowSeconds + SKEW_SECONDS) return "it was issued in the future";
  return exp - iat > longestSeconds ? "it is good for longer than is accepted here" : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= LONGEST_TEXT && isWhole(value);
}
