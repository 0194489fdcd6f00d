import { authorizationCodeGrant, buildAuthorizationUrl } from "openid-client";
import type { Clock } from "../base/clock.ts";
import { ActasError } from "../base/errors.ts";
import { configurationOf, type OAuthClient, proofOption, scopeOf } from "./oauth-client.ts";
import { oauthError } from "./oauth-error.ts";
import type { RequestContext } from "./request-context.ts";
import type { AuthorizationRequest, Redemption } from "./sign-in-by-redirect.ts";
import { type Tokens, tokensFrom } from "./tokens.ts";

/**
 * The page on which the user signs in, for the authorization code grant with PKCE.
 *
 * @throws {ActasError} `configuration`, now rather than when the page is opened
 * @see RFC 7636 section 4.3 and RFC 9449 section 10
 */
export async function authorizationPage(
  client: OAuthClient,
  context: RequestContext,
): Promise<(request: AuthorizationRequest) => URL> {
  const configuration = configurationOf(client, context);
  const { proofKey } = client;
  const key = proofKey && { dpop_jkt: await proofKey.proofs.calculateThumbprint() };
  return ({ redirectUri, state, codeChallenge }) =>
    buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      state,
      code_challenge: codeChallenge,
      code_challenge_method: "S256",
      ...key,
      ...scopeOf(client),
    });
}

/**
 * Exchanges the code that the browser brought for tokens.
 *
 * @throws {ActasError} `access-denied` when the answer is another server's (mix-up), or the code is not for us
 * @see RFC 6749 section 4.1.3 and RFC 9207 section 2.4
 */
export async function redeemCode(
  client: OAuthClient,
  { callback, redirectUri, state, codeVerifier }: Redemption,
  context: RequestContext,
  clock: Clock,
): Promise<Tokens> {
  const issuer = issuerOf(client, callback, context);
  const configuration = configurationOf({ ...client, ...(issuer && { issuer }) }, context);
  try {
    const checks = { pkceCodeVerifier: codeVerifier.reveal(), expectedState: state };
    const answered = new URL(callback.search, redirectUri);
    const answer = await authorizationCodeGrant(configuration, answered, checks, undefined, proofOption(client));
    return tokensFrom(answer, clock);
  } catch (error) {
    throw oauthError(error, context);
  }
}

/**
 * The issuer named in the answer, which must be the server that was asked. Only a server whose issuer is known must
 * name it.
 */
function issuerOf(client: OAuthClient, { searchParams }: URL, context: RequestContext): string | undefined {
  const said = searchParams.get("iss");
  if (client.issuer ? said === client.issuer : said === null) return client.issuer;
  const asked = client.authorizationEndpoint && new URL(client.authorizationEndpoint).origin;
  if (!client.issuer && said && asked !== undefined && URL.parse(said)?.origin === asked) return said;
  const from = said === null ? "does not say who it is from" : "is from another authorization server";
  throw new ActasError("access-denied", `cannot ${context.action}: the answer ${from}`, {
    hints: [`do not try again before you know why; \`oauth.issuer\` in ${context.origin} says who must answer`],
  });
}
