import { ResponseBodyError, refreshTokenGrant, type TokenEndpointResponse } from "openid-client";
import type { Clock } from "../base/clock.ts";
import type { Secret } from "../base/secret.ts";
import { configurationOf, type OAuthClient, proofOption, scopeOf } from "./oauth-client.ts";
import { oauthError } from "./oauth-error.ts";
import type { RequestContext } from "./request-context.ts";
import { type Tokens, tokensFrom } from "./tokens.ts";

/**
 * Gets new tokens by a refresh token, which stays valid unless the server sends another; `ended` when it has expired.
 *
 * @throws {ActasError} `unreachable`, `throttled`, `configuration`
 * @see RFC 6749 section 6
 */
export async function refreshTokens(
  client: OAuthClient,
  refreshToken: Secret,
  context: RequestContext,
  clock: Clock,
): Promise<Tokens | "ended"> {
  const configuration = configurationOf(client, context);
  const ask = (parameters: Record<string, string>): Promise<TokenEndpointResponse> =>
    refreshTokenGrant(configuration, refreshToken.reveal(), parameters, proofOption(client));
  try {
    // A server that granted fewer scopes than were asked for may refuse a request for all of them.
    const answer = await ask(scopeOf(client)).catch((error) =>
      isAnswer(error, "invalid_scope") ? ask({}) : raise(error),
    );
    return { refreshToken, ...tokensFrom(answer, clock) };
  } catch (error) {
    if (isAnswer(error, "invalid_grant")) return "ended";
    // It was got before the server wanted tokens to be bound to a key.
    if (!client.proofKey && isAnswer(error, "invalid_dpop_proof")) return "ended";
    throw oauthError(error, context);
  }
}

function isAnswer(error: unknown, code: string): boolean {
  return error instanceof ResponseBodyError && error.error === code;
}

function raise(error: unknown): never {
  throw error;
}
