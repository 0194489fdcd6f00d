import { ResponseBodyError, refreshTokenGrant } from "openid-client";
import type { Clock } from "../base/clock.ts";
import type { Secret } from "../base/secret.ts";
import type { Asking } from "./asking.ts";
import { configurationOf, type OAuthClient, scopeOf } from "./oauth-client.ts";
import { oauthError } from "./oauth-error.ts";
import { type Tokens, tokensFrom } from "./tokens.ts";

/**
 * Gets new tokens by a refresh token, which stays good when no other comes back; `ended` when it is good no more.
 *
 * @throws {ActasError} `unreachable`, `throttled`, `configuration`
 * @see RFC 6749 section 6
 */
export async function refreshTokens(
  client: OAuthClient,
  refreshToken: Secret,
  asking: Asking,
  clock: Clock,
): Promise<Tokens | "ended"> {
  try {
    const answer = await refreshTokenGrant(configurationOf(client, asking), refreshToken.reveal(), scopeOf(client));
    return { refreshToken, ...tokensFrom(answer, clock) };
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === "invalid_grant") return "ended";
    throw oauthError(error, asking);
  }
}
