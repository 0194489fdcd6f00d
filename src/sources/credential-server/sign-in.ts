import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { signInKey } from "../../cache/cache-key.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import { authorizeDevice, redeemDeviceCode } from "../../oauth/authorize-device.ts";
import type { OAuthClient } from "../../oauth/oauth-client.ts";
import { oauthRefusal } from "../../oauth/oauth-refusal.ts";
import { makeProofKey, type ProofKey, proofKeyFrom } from "../../oauth/proof-key.ts";
import { authorizationPage, redeemCode } from "../../oauth/redeem-code.ts";
import { refreshTokens } from "../../oauth/refresh-tokens.ts";
import { contextOf, type RequestContext } from "../../oauth/request-context.ts";
import { revoke } from "../../oauth/revoke.ts";
import { signInByDevice } from "../../oauth/sign-in-by-device.ts";
import { signInByRedirect } from "../../oauth/sign-in-by-redirect.ts";
import type { Tokens } from "../../oauth/tokens.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import { printedSecret } from "../printed-secret.ts";
import { SignInRefused, type SignInTools } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";
import { takesProofs } from "./takes-proofs.ts";

type Definition = CredentialServerDefinition;

/** Signs in by the grant type; see `SignInMethods`. */
export async function signIn(
  source: Definition,
  grantType: GrantType,
  tools: SignInTools,
): Promise<SignIn<"credential-server">> {
  requireOffered(source, grantType);
  const context = contextOf(source, `sign in to "${source.id}"`);
  const proofKey = (await takesProofs(source, context.action)) ? await makeProofKey() : undefined;
  const client = await clientOf(source, tools.conversation, proofKey);
  const tokens = await (grantType === "code" ? byCode : byDevice)(source, client, tools, context);
  return asSignIn(source, grantType, tokens, proofKey);
}

/** Gets a new access token; see `SignInMethods`. */
export async function renew(
  source: Definition,
  { held, person }: SignIn<"credential-server">,
  { clock, conversation }: SignInTools,
): Promise<SignIn<"credential-server">> {
  const context = contextOf(source, `renew the sign-in to "${source.id}"`);
  const over = new SignInRefused(`cannot ${context.action}: it has ended`);
  if (!held.refreshToken) throw over;
  const proofKey = held.proofKey && (await proofKeyFrom(held.proofKey));
  const client = await clientOf(source, conversation, proofKey);
  const tokens = await refreshTokens(client, held.refreshToken, context, clock);
  // A token that is worth more to a thief than the one before is not taken.
  if (tokens === "ended" || (proofKey && !tokens.isBound)) throw over;
  return asSignIn(source, held.grantType, { ...(person && { person }), ...tokens }, proofKey);
}

/** Revokes the tokens where the server has an endpoint for that; see `SignInMethods`. */
export async function signOut(
  source: Definition,
  { held }: SignIn<"credential-server">,
  { conversation }: Pick<SignInTools, "conversation">,
): Promise<"revoked" | "forgotten"> {
  if (!source.oauth.revocationEndpoint) return "forgotten";
  const context = contextOf(source, `sign out of "${source.id}"`);
  try {
    await revoke(await clientOf(source, conversation), held, context);
    return "revoked";
  } catch {
    return "forgotten";
  }
}

async function byCode(
  { oauth: { codeGrant } }: Definition,
  client: OAuthClient,
  { clock, conversation, localPort }: SignInTools,
  context: RequestContext,
): Promise<Tokens> {
  const port = localPort ?? codeGrant?.localPort;
  const request = {
    context,
    ...(port && { ports: [port] }),
    host: codeGrant?.redirectHost ?? "127.0.0.1",
    path: "/oauth2callback",
    authorizationUrl: await authorizationPage(client, context),
  } as const;
  return signInByRedirect(
    { ...request, redeem: (redemption, signal) => redeemCode(client, redemption, { ...context, signal }, clock) },
    conversation,
  );
}

async function byDevice(
  { id }: Definition,
  client: OAuthClient,
  { clock, conversation }: SignInTools,
  context: RequestContext,
): Promise<Tokens> {
  const authorization = await authorizeDevice(client, context);
  const ask = (signal: AbortSignal) =>
    redeemDeviceCode(client, authorization.deviceCode, { ...context, signal }, clock);
  const expired = () => oauthRefusal("expired_token", context);
  return signInByDevice({ source: id, authorization, ask, expired }, conversation);
}

/** @throws {ActasError} `configuration` */
function requireOffered({ id, oauth: { codeGrant, deviceGrant }, origin }: Definition, grantType: GrantType): void {
  if (grantType === "code" ? codeGrant : deviceGrant) return;
  const other = grantType === "code" ? "device" : "code";
  const reason = `${origin} has no ${grantType} grant for it`;
  throw new ActasError("configuration", `cannot sign in to "${id}": ${reason}`, {
    hints: [`run \`actas login --grant ${other} ${shellArgument(id)}\``],
  });
}

async function clientOf(source: Definition, conversation: Conversation, proofKey?: ProofKey): Promise<OAuthClient> {
  const { codeGrant, deviceGrant, clientSecretCommand, ...client } = source.oauth;
  return {
    ...client,
    ...(proofKey && { proofKey }),
    ...(clientSecretCommand && { clientSecret: await printedSecret(source, clientSecretCommand, conversation) }),
    ...(codeGrant && { authorizationEndpoint: codeGrant.authorizationEndpoint }),
    ...(deviceGrant && { deviceAuthorizationEndpoint: deviceGrant.deviceAuthorizationEndpoint }),
  };
}

function asSignIn(
  source: Definition,
  grantType: GrantType,
  tokens: Tokens,
  proofKey: ProofKey | undefined,
): SignIn<"credential-server"> {
  const { expiration, isBound, person, ...own } = tokens;
  return {
    ...{ key: signInKey(source), kind: "credential-server", source: source.id, url: source.url },
    ...(person && { person }),
    ...(expiration && { expiration }),
    renewable: own.refreshToken !== undefined,
    held: { grantType, ...own, ...(proofKey && isBound && { proofKey: proofKey.secret }) },
  };
}
