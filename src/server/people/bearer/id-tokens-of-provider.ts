import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import type { Clock } from "../../../base/clock.ts";
import { ActasError } from "../../../base/errors.ts";
import type { Secret } from "../../../base/secret.ts";
import { LONGEST_TOKEN, OLDEST_SECONDS } from "../../../oauth/openid/require-sound-id-token.ts";
import { SIGNING_ALGORITHMS } from "../../../oauth/openid/signing-algorithms.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import { isWhole } from "../is-whole.ts";
import type { IdTokenReader, Person } from "../person.ts";
import type { ClaimNames } from "../upstream/facts-of-claims.ts";
import { SKEW_SECONDS } from "./access-token.ts";
import { factsInToken } from "./facts-in-token.ts";
import type { KeySource } from "./key-source.ts";

/** Whose ID tokens are taken, and from which clients. */
export interface IdTokenRules extends ClaimNames {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly keys: KeySource;
}

/** Knows people by ID tokens of the provider that were given to a configured client. Access tokens are none. */
export class IdTokensOfProvider implements IdTokenReader {
  readonly #rules: IdTokenRules;
  readonly #clock: Clock;

  constructor(rules: IdTokenRules, clock: Clock) {
    this.#rules = rules;
    this.#clock = clock;
  }

  async personOfIdToken(token: Secret): Promise<Person> {
    const claims = await this.#verified(token);
    const { azp, aud, exp = 0, iat = 0, nbf: _, sub } = claims;
    const { clientIds, issuer } = this.#rules;
    const client = azp ?? (typeof aud === "string" ? aud : aud?.length === 1 ? aud[0] : undefined);
    if (typeof client !== "string" || !clientIds.includes(client)) throw refusal("invalid claims");
    if (typeof sub !== "string" || sub === "" || sub.length > 255 || !isWhole(sub)) throw refusal("sub missing");
    if (iat * 1000 > this.#clock.now() + SKEW_SECONDS * 1000) throw refusal("invalid claims");
    if (exp - iat > OLDEST_SECONDS || this.#clock.now() / 1000 - iat > OLDEST_SECONDS) throw refusal("invalid claims");
    const { name, groups } = factsInToken(claims, this.#rules);
    return { issuer, subject: sub, name, groups, groupsAt: iat * 1000, via: "token", client };
  }

  async #verified(token: Secret): Promise<JWTPayload> {
    const text = token.reveal();
    if (text.length > LONGEST_TOKEN) throw refusal("invalid token");
    try {
      const { alg = "", kid, typ = "JWT" } = decodeProtectedHeader(text);
      if (typ.toUpperCase() !== "JWT" || !SIGNING_ALGORITHMS.includes(alg)) throw refusal("invalid token");
      const key = kid === undefined ? undefined : await this.#rules.keys.find(kid, alg);
      if (!key) throw refusal("invalid signature");
      const { payload } = await jwtVerify(text, key, {
        algorithms: [...SIGNING_ALGORITHMS],
        issuer: this.#rules.issuer,
        audience: [...this.#rules.clientIds],
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(this.#clock.now()),
        requiredClaims: ["exp", "iat", "sub"],
      });
      return payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** In the words of Mozilla's API, which its clients know. */
function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refusal("expired signature");
  if (error instanceof errors.JWTClaimValidationFailed) return refusal("invalid claims");
  if (error instanceof errors.JWSSignatureVerificationFailed) return refusal("invalid signature");
  if (error instanceof errors.JOSEError || error instanceof TypeError) return refusal("invalid token");
  if (!(error instanceof ActasError)) return error;
  return new HttpRefusal(503, "temporarily_unavailable", "the OpenID provider's keys cannot be read", {
    "retry-after": "10",
  });
}

function refusal(reason: string): HttpRefusal {
  return new HttpRefusal(401, "invalid_token", reason);
}
