import { ResponseBodyError, refreshTokenGrant } from "openid-client";
import type { Clock } from "../../base/clock.ts";
import type { Secret } from "../../base/secret.ts";
import type { RequestContext } from "../request-context.ts";
import { readIdToken } from "./id-token-claims.ts";
import { type OpenIdClient, openIdConfiguration } from "./open-id-client.ts";
import { openIdError } from "./open-id-error.ts";
import { type OpenIdTokens, openIdTokensFrom } from "./open-id-tokens.ts";

/** The tokens of a sign-in that is renewed. */
interface Held {
  readonly idToken: Secret;
  readonly refreshToken: Secret;
}

/**
 * Gets a new ID token by a refresh token, which stays valid unless the provider sends another; `ended` when it has
 * expired, or when it brings access tokens alone. The new ID token has no `nonce`.
 *
 * @throws {ActasError} `unreachable`, `throttled`, `configuration`; `access-denied` for another person's token
 * @see OpenID Connect Core 1.0 section 12
 */
export async function refreshIdToken(
  client: OpenIdClient,
  { idToken, refreshToken }: Held,
  context: RequestContext,
  clock: Clock,
): Promise<OpenIdTokens | "ended"> {
  try {
    const answer = await refreshTokenGrant(openIdConfiguration(client, context, clock), refreshToken.reveal());
    if (answer.id_token === undefined) return "ended";
    const before = readIdToken(idToken)?.claims;
    return { refreshToken, ...openIdTokensFrom(answer, client, context, clock, before) };
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === "invalid_grant") return "ended";
    throw openIdError(error, context);
  }
}
