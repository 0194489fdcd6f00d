import { ResponseBodyError, refreshTokenGrant } from "openid-client";
import type { Clock } from "../../base/clock.ts";
import { Secret } from "../../base/secret.ts";
import type { RequestContext } from "../request-context.ts";
import { tokensFrom } from "../tokens.ts";
import { type IdTokenClaims, readIdToken } from "./id-token-claims.ts";
import { type OpenIdClient, openIdConfiguration } from "./open-id-client.ts";
import { openIdError } from "./open-id-error.ts";
import { requireSoundIdToken } from "./require-sound-id-token.ts";
import { untrustedIdToken } from "./untrusted-id-token.ts";

/** What a refresh token brought. */
export interface RenewedClaims {
  readonly accessToken: Secret;
  /** The one to use next time. */
  readonly refreshToken: Secret;
  /** Absent: the provider sends no ID token at a renewal, which it need not. */
  readonly claims?: IdTokenClaims;
}

/**
 * Has a provider say again who somebody is; `ended` when it does not take the refresh token any more.
 *
 * @param subject - whom a new ID token must be about
 * @throws {ActasError} `unreachable`, `throttled`, `configuration`; `access-denied` for a token that cannot be trusted
 * @see OpenID Connect Core 1.0 section 12.2
 */
export async function renewClaims(
  client: OpenIdClient,
  { refreshToken, subject }: { readonly refreshToken: Secret; readonly subject: string },
  context: RequestContext,
  clock: Clock,
): Promise<RenewedClaims | "ended"> {
  try {
    const answer = await refreshTokenGrant(openIdConfiguration(client, context, clock), refreshToken.reveal());
    const { accessToken, refreshToken: next = refreshToken } = tokensFrom(answer, clock);
    if (answer.id_token === undefined) return { accessToken, refreshToken: next };
    const idToken = new Secret(answer.id_token);
    requireSoundIdToken(idToken, { clientId: client.clientId, accessToken }, context, clock);
    const claims = readIdToken(idToken)?.claims;
    if (claims?.sub !== subject) throw untrustedIdToken(context, "it is another person's");
    return { accessToken, refreshToken: next, claims };
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === "invalid_grant") return "ended";
    throw openIdError(error, context);
  }
}
