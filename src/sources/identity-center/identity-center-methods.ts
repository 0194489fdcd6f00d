import { OidcRefusal } from "../../aws/identity-center/oidc-refusal.ts";
import { PortalRefusal } from "../../aws/identity-center/portal-refusal.ts";
import { oidcEndpoint, portalEndpoint, type SsoEndpoint } from "../../aws/identity-center/sso-endpoint.ts";
import { type OidcClient, SsoOidc } from "../../aws/identity-center/sso-oidc.ts";
import { SsoPortal } from "../../aws/identity-center/sso-portal.ts";
import type { Clock } from "../../base/clock.ts";
import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { signInKey } from "../../cache/cache-key.ts";
import type { Tokens } from "../../oauth/tokens.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import { type SignInMethods, SignInRefused, type SignInTools } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";
import { codeGrant } from "./code-grant.ts";
import { deviceGrant } from "./device-grant.ts";
import { listRoles } from "./list-roles.ts";
import { asRegisteredClient } from "./registered-client.ts";
import { othersSignIn, share, unshare, waitForOthersSignIn } from "./shared-sign-in.ts";
import { signInError } from "./sign-in-error.ts";

/**
 * Signing in to IAM Identity Center, and what follows.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html
 */
export const identityCenterMethods: SignInMethods<"identity-center"> = {
  adopt(source, { clock, conversation }, refused) {
    const found = othersSignIn(source, refused ? [refused] : [], conversation);
    return found && (lasts(found, clock) || isRenewable(found)) ? found : undefined;
  },

  async signIn(source, grantType, tools) {
    const endpoint = oidcOf(source);
    const oidc = new SsoOidc(endpoint, tools.clock);
    try {
      return await asRegisteredClient(source, grantType, oidc, tools, async (client) => {
        const tokens =
          grantType === "device"
            ? await deviceGrant(source, client, oidc, tools)
            : await codeGrant(source, client, oidc, endpoint, tools);
        return kept(source, grantType, client, tokens, tools);
      });
    } catch (error) {
      throw signInError(source, error);
    }
  },

  async renew(source, signIn, tools) {
    const other = othersSignIn(source, [signIn]);
    const isOthersGood = other && lasts(other, tools.clock);
    if (isOthersGood && (isRenewable(other) || !isRenewable(signIn))) return other;
    // Only the refresh token of the latest renewal is valid.
    const known = other ? [other, signIn] : [signIn];
    for (const one of known) {
      const next = await renewedOnce(source, one, tools);
      if (next) return next;
    }
    const next = isOthersGood ? other : known.some(isRenewable) && (await waitForOthersSignIn(source, known));
    if (next) return next;
    throw new SignInRefused();
  },

  async signOut(source, signIn, tools) {
    // Another program may have renewed it meanwhile: then its token is the one that has to end.
    const other = othersSignIn(source, [signIn]);
    const ends = await Promise.all([other, signIn].map((one) => one && isEnded(source, one, tools)));
    unshare(source, tools.conversation);
    return ends.find((isOver) => isOver !== undefined) ? "revoked" : "forgotten";
  },

  async listRoles(source, signIn, report, tools) {
    await listRoles(portalOf(source, signIn, tools, "once"), report).catch((error: unknown) => {
      throw error instanceof PortalRefusal && error.reason !== "unauthorized"
        ? noList(error, source)
        : refusedSignIn(error);
    });
  },
};

/** The access portal, with the access token of a sign-in. */
export function portalOf(
  { endpoints, network, region }: IdentityCenterDefinition,
  { held: { accessToken } }: SignIn<"identity-center">,
  { clock }: Pick<SignInTools, "clock">,
  attempts?: "once",
): SsoPortal {
  return new SsoPortal(
    portalEndpoint(region, endpoints.portal ?? endpoints.variant, network),
    accessToken,
    clock,
    attempts,
  );
}

/** Where the OIDC API of a source answers. */
export function oidcOf({ endpoints, network, region }: IdentityCenterDefinition): SsoEndpoint {
  return oidcEndpoint(region, endpoints.oidc ?? endpoints.variant, network);
}

/** Turns the refusal of an access token into `SignInRefused`, upon which the user signs in anew. */
export function refusedSignIn(error: unknown): unknown {
  return error instanceof PortalRefusal && error.reason === "unauthorized" ? new SignInRefused() : error;
}

function noList({ answered, hints }: PortalRefusal, { id, origin, scopes }: IdentityCenterDefinition): ActasError {
  const asked = scopes.join(" ");
  return new ActasError("access-denied", `cannot list the roles of "${id}": Identity Center answered ${answered}`, {
    hints: [
      `check the scopes of "${id}" in ${origin}: "${asked}" is asked for, sso:account:access is needed`,
      ...hints,
    ],
  });
}

function kept(
  source: IdentityCenterDefinition,
  grantType: GrantType,
  client: OidcClient,
  tokens: Tokens,
  { conversation }: SignInTools,
): SignIn<"identity-center"> {
  const { expiration, person, ...own } = tokens;
  const signIn = {
    ...{ key: signInKey(source), kind: source.kind, source: source.id, url: source.url },
    ...(person && { person }),
    ...(expiration && { expiration }),
    renewable: own.refreshToken !== undefined,
    held: { grantType, client, ...own },
  };
  return share(source, signIn, conversation);
}

/** Whether the portal ended the session. It accepts no expired token, so such a token is renewed first. */
async function isEnded(
  source: IdentityCenterDefinition,
  signIn: SignIn<"identity-center">,
  tools: SignInTools,
): Promise<boolean> {
  try {
    const usable = lasts(signIn, tools.clock) ? signIn : await renewedOnce(source, signIn, tools);
    await portalOf(source, usable ?? signIn, tools).logout();
    return true;
  } catch {
    return false;
  }
}

/** Undefined when Identity Center does not take its refresh token any more, or it has none. */
async function renewedOnce(
  source: IdentityCenterDefinition,
  { held: { client, grantType, refreshToken } }: SignIn<"identity-center">,
  tools: SignInTools,
): Promise<SignIn<"identity-center"> | undefined> {
  if (!client || !refreshToken) return undefined;
  const oidc = new SsoOidc(oidcOf(source), tools.clock);
  try {
    const tokens = await oidc.createToken(client, { grantType: "refresh_token", refreshToken });
    return kept(source, grantType, client, { refreshToken, ...tokens }, tools);
  } catch (error) {
    if (error instanceof OidcRefusal && error.reason !== "slow_down") return undefined;
    throw signInError(source, error);
  }
}

function lasts({ expiration }: SignIn<"identity-center">, clock: Clock): boolean {
  return expiration === undefined || expiration.getTime() > clock.now();
}

function isRenewable({ held: { client, refreshToken } }: SignIn<"identity-center">): boolean {
  return client !== undefined && refreshToken !== undefined;
}
