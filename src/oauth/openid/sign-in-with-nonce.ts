import { authorizationCodeGrant, buildAuthorizationUrl } from "openid-client";
import type { Clock } from "../../base/clock.ts";
import { ActasError } from "../../base/errors.ts";
import { randomText } from "../pkce.ts";
import type { RequestContext } from "../request-context.ts";
import type { AuthorizationRequest, Redemption, RedirectSignIn } from "../sign-in-by-redirect.ts";
import { type OpenIdClient, openIdConfiguration } from "./open-id-client.ts";
import { openIdError } from "./open-id-error.ts";
import { type OpenIdTokens, openIdTokensFrom } from "./open-id-tokens.ts";

/** A sign-in that a browser was sent away for. */
export interface NoncedRequest extends AuthorizationRequest {
  /** That the ID token must repeat. */
  readonly nonce: string;
}

/**
 * The part of a sign-in by redirect that is about OpenID: the page on which the user signs in, and what redeems the code.
 * The ID token must have the `nonce` of this very sign-in.
 *
 * @see OpenID Connect Core 1.0 section 3.1
 */
export function signInWithNonce(
  client: OpenIdClient,
  context: RequestContext,
  clock: Clock,
): Pick<RedirectSignIn<OpenIdTokens>, "authorizationUrl" | "redeem"> {
  const nonce = randomText(32);
  return {
    authorizationUrl: (request) => pageWithNonce(client, { ...request, nonce }, context, clock),
    redeem: (redemption, signal) => redeemWithNonce(client, redemption, nonce, { ...context, signal }, clock),
  };
}

/** The page on which a person signs in. */
export function pageWithNonce(
  client: OpenIdClient,
  { redirectUri, state, codeChallenge, nonce }: NoncedRequest,
  context: RequestContext,
  clock: Clock,
): URL {
  return buildAuthorizationUrl(openIdConfiguration(client, context, clock), {
    redirect_uri: redirectUri,
    state,
    nonce,
    code_challenge: codeChallenge,
    code_challenge_method: "S256",
    scope: client.scopes.join(" "),
  });
}

/**
 * Redeems the code with which a browser came back.
 *
 * @throws {ActasError} `access-denied` when the answer is another server's, or the ID token cannot be trusted
 */
export async function redeemWithNonce(
  client: OpenIdClient,
  { callback, redirectUri, state, codeVerifier }: Redemption,
  nonce: string,
  context: RequestContext,
  clock: Clock,
): Promise<OpenIdTokens> {
  refuseOtherIssuer(client, callback, context);
  try {
    const configuration = openIdConfiguration(client, context, clock);
    const answer = await authorizationCodeGrant(configuration, new URL(callback.search, redirectUri), {
      pkceCodeVerifier: codeVerifier.reveal(),
      expectedState: state,
      expectedNonce: nonce,
    });
    return openIdTokensFrom(answer, client, context, clock);
  } catch (error) {
    throw openIdError(error, context);
  }
}

/** @see RFC 9207 section 2.4 */
function refuseOtherIssuer({ provider }: OpenIdClient, { searchParams }: URL, { action }: RequestContext): void {
  const said = searchParams.get("iss");
  const mustSay = provider.authorization_response_iss_parameter_supported === true;
  if (said === provider.issuer || (said === null && !mustSay)) return;
  const from = said === null ? "does not say who it is from" : "is from another authorization server";
  throw new ActasError("access-denied", `cannot ${action}: the answer ${from}`, {
    hints: ["do not try again before you know why; ask who runs the provider"],
  });
}
