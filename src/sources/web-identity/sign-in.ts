import { stsElsewhere } from "../../aws/web-identity/sts-elsewhere.ts";
import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { signInKey } from "../../cache/cache-key.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import { oauthRefusal } from "../../oauth/oauth-refusal.ts";
import { authorizeOpenIdDevice, redeemOpenIdDevice } from "../../oauth/openid/authorize-open-id-device.ts";
import { discoverProvider } from "../../oauth/openid/discover-provider.ts";
import { type OpenIdClient, plainClient } from "../../oauth/openid/open-id-client.ts";
import type { OpenIdTokens } from "../../oauth/openid/open-id-tokens.ts";
import { refreshIdToken } from "../../oauth/openid/refresh-id-token.ts";
import { signInWithNonce } from "../../oauth/openid/sign-in-with-nonce.ts";
import { contextOf, type RequestContext } from "../../oauth/request-context.ts";
import { revoke } from "../../oauth/revoke.ts";
import { signInByDevice } from "../../oauth/sign-in-by-device.ts";
import { signInByRedirect } from "../../oauth/sign-in-by-redirect.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import { printedSecret } from "../printed-secret.ts";
import { SignInRefused, type SignInTools } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";

type Definition = WebIdentityDefinition;

const NAMED = "as AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS or a profile says";

/** Signs in by the grant type; see `SignInMethods`. */
export async function signIn(
  source: Definition,
  grantType: GrantType,
  tools: SignInTools,
): Promise<SignIn<"web-identity">> {
  const context = contextOf(source, `sign in to "${source.id}"`);
  const other = stsElsewhere(source.stsEndpoint);
  // Who has the token has the roles, so it is said before the sign-in.
  if (other) tools.conversation.tell(`the ID token of "${source.id}" goes to ${other} in place of AWS's STS, ${NAMED}`);
  const client = await clientOf(source, context, tools.conversation);
  const tokens = await (grantType === "code" ? byCode : byDevice)(source, client, context, tools);
  return asSignIn(source, grantType, tokens);
}

/** Gets a new ID token; see `SignInMethods`. */
export async function renew(
  source: Definition,
  { held, person }: SignIn<"web-identity">,
  { clock, conversation }: SignInTools,
): Promise<SignIn<"web-identity">> {
  const context = contextOf(source, `renew the sign-in to "${source.id}"`);
  const over = new SignInRefused(`cannot ${context.action}: it has ended`);
  const { idToken, refreshToken, grantType } = held;
  if (!refreshToken) throw over;
  const client = await clientOf(source, context, conversation);
  const tokens = await refreshIdToken(client, { idToken, refreshToken }, context, clock);
  if (tokens === "ended") throw over;
  return asSignIn(source, grantType, { ...(person && { person }), ...tokens });
}

/** Revokes the tokens where the provider has an endpoint for that; see `SignInMethods`. An ID token lasts until its end. */
export async function signOut(
  source: Definition,
  { held }: SignIn<"web-identity">,
  { conversation }: Pick<SignInTools, "conversation">,
): Promise<"revoked" | "forgotten"> {
  const context = contextOf(source, `sign out of "${source.id}"`);
  try {
    const client = await clientOf(source, context, conversation);
    if (!client.provider.revocation_endpoint) return "forgotten";
    await revoke(plainClient(client), held, context);
    return "revoked";
  } catch {
    return "forgotten";
  }
}

async function byCode(
  { ports, redirectHost: host, redirectPath: path }: Definition,
  client: OpenIdClient,
  context: RequestContext,
  { clock, conversation, localPort }: SignInTools,
): Promise<OpenIdTokens> {
  const redirect = { context, ports: localPort ? [localPort] : ports, host, path };
  return signInByRedirect({ ...redirect, ...signInWithNonce(client, context, clock) }, conversation);
}

async function byDevice(
  source: Definition,
  client: OpenIdClient,
  context: RequestContext,
  { clock, conversation }: SignInTools,
): Promise<OpenIdTokens> {
  if (!client.provider.device_authorization_endpoint) throw noDeviceGrant(source);
  const device = await authorizeOpenIdDevice(client, context, clock);
  const ask = (signal: AbortSignal) => redeemOpenIdDevice(client, device, { ...context, signal }, clock);
  const expired = () => oauthRefusal("expired_token", context);
  return signInByDevice({ source: source.id, authorization: device.authorization, ask, expired }, conversation);
}

function noDeviceGrant({ id }: Definition): ActasError {
  return new ActasError("configuration", `cannot sign in to "${id}": the provider has no device grant`, {
    hints: [`run \`actas login --grant code ${shellArgument(id)}\``],
  });
}

/** The provider is asked each time how it is reached: it may have moved, and its keys change. */
async function clientOf(
  source: Definition,
  context: RequestContext,
  conversation: Conversation,
): Promise<OpenIdClient> {
  const { clientId, clientSecret, clientSecretCommand: command, scopes } = source;
  const secret = command ? await printedSecret(source, command, conversation) : clientSecret;
  const provider = await discoverProvider(source.url, context);
  return { clientId, scopes, provider, ...(secret && { clientSecret: secret }) };
}

function asSignIn(source: Definition, grantType: GrantType, tokens: OpenIdTokens): SignIn<"web-identity"> {
  const { expiration, person, ...own } = tokens;
  return {
    ...{ key: signInKey(source), kind: "web-identity", source: source.id, url: source.url },
    ...(person && { person }),
    expiration,
    renewable: own.refreshToken !== undefined,
    held: { grantType, ...own },
  };
}
