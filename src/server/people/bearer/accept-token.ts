import type { Secret } from "../../../base/secret.ts";
import { acceptProof, type ProofTools } from "./accept-proof.ts";
import { type AccessTokenClaims, acceptAccessToken, type TokenRules } from "./access-token.ts";
import { refuseToken } from "./refuse-token.ts";
import { shownToken } from "./shown-token.ts";

/** A token that was accepted. */
export interface AcceptedToken {
  readonly token: Secret;
  readonly claims: AccessTokenClaims;
  /** Whether it is bound to a key, which the request has proved to have. */
  readonly isBound: boolean;
}

/**
 * The access token of a request, and the proof beside it. A token that is bound to a key counts with a proof only, and
 * one that is not counts without.
 *
 * @throws {HttpRefusal} 400, 401; 503 when the issuer's keys cannot be read
 */
export async function acceptToken(request: Request, rules: TokenRules, tools: ProofTools): Promise<AcceptedToken> {
  const { scheme, token } = shownToken(request);
  const claims = await acceptAccessToken(token, rules, tools.clock);
  const jkt = keyIn(claims.cnf);
  if (jkt === undefined) {
    if (scheme === "DPoP") throw refuseToken("it is bound to no key");
    return { token, claims, isBound: false };
  }
  if (scheme === "Bearer") throw refuseToken("it is bound to a key, and came without a proof");
  await acceptProof(request, { token, jkt }, tools);
  return { token, claims, isBound: true };
}

/** The thumbprint of the key that a token is bound to; `undefined` for one that is bound to none. */
function keyIn(cnf: unknown): string | undefined {
  if (cnf === undefined) return undefined;
  const { jkt, ...others } = typeof cnf === "object" && cnf !== null ? (cnf as Readonly<Record<string, unknown>>) : {};
  // Whatever else it may be bound to is not looked at here.
  if (typeof jkt !== "string" || Object.keys(others).length > 0)
    throw refuseToken("it is bound in a way not known here");
  return jkt;
}
