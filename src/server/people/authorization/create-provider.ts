import type { JWK } from "jose";
import { InvalidTarget } from "oidc-provider/lib/helpers/errors.js";
import {
  Provider,
  type ProviderConfiguration,
  type ProviderContext,
  type ProviderGrant,
  type ProviderToken,
} from "oidc-provider/lib/provider.js";
import type { Clock } from "../../../base/clock.ts";
import type { Log } from "../../../base/log.ts";
import { withModelNames } from "../../../http/with-model-names.ts";
import { PROOF_ALGORITHMS } from "../bearer/proof-algorithms.ts";
import { type DeviceInfo, devicePages } from "../device/device-pages.ts";
import { messagePage } from "../pages/page.ts";
import type { KeptSignIns } from "../sign-ins/kept-sign-ins.ts";
import type { ItemStore } from "./item-store.ts";
import { ACCESS_TOKEN_SECONDS, lifetimes } from "./lifetimes.ts";
import { SIGNING_ALGORITHM } from "./signing-keys.ts";

/** The one scope there is: a token lends what its person may have. Mairu asks for it by default. */
export const SCOPE = "profile";

/** What an authorization server is made of. */
export interface ProviderParts {
  readonly issuer: string;
  /** The `aud` of access tokens: the address of the server. */
  readonly audience: string;
  readonly clients: readonly object[];
  readonly hasDevice: boolean;
  /** How long a code may be typed; absent: 10 minutes. */
  readonly deviceSeconds?: number | undefined;
  /** The first one signs. */
  readonly keys: readonly JWK[];
  readonly storeOf: (kind: string) => ItemStore;
  readonly signIns: KeptSignIns;
  /** Makes the nonces that programs with a wrong clock prove with: 32 bytes, the same at all replicas. */
  readonly nonceSecret: Buffer;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether browsers reach it by https, so that cookies need it too. */
  readonly isSecure: boolean;
}

/** Below the issuer. */
export const PATHS = {
  authorization: "/authorize",
  token: "/token",
  device_authorization: "/device",
  code_verification: "/activate",
  revocation: "/revoke",
  jwks: "/jwks",
} as const;

/** Below the issuer: where a person is asked; the id of the question follows. */
export const SIGN_IN = "/sign-in";

/**
 * A certified authorization server: code grant with PKCE, device grant, refresh tokens that are good once, `iss` in the
 * authorization response. Its access tokens are those of RFC 9068, for this server alone.
 *
 * It is imported file by file: the package's main module prints a warning that Bun is not Node.
 *
 * @see https://github.com/panva/node-oidc-provider/blob/main/docs/README.md
 */
export function createProvider(parts: ProviderParts): Provider {
  const provider = withModelNames(new Provider(parts.issuer, configurationOf(parts)));
  // Its addresses are those of the configuration: what a proxy says was judged before.
  provider.proxy = true;
  // Otherwise it prints what went wrong, and where in its code.
  provider.on("error", (error) => {
    parts.log(`people: the authorization server failed: ${error instanceof Error ? error.message : "for no reason"}`);
  });
  return provider;
}

/** Cookies that may be sent to one path only cannot have the stricter prefix. @see RFC 6265bis section 4.1.3 */
export function cookieNames(isSecure: boolean) {
  const [host, secure] = isSecure ? ["__Host-", "__Secure-"] : ["", ""];
  return {
    session: `${host}actas-session`,
    interaction: `${secure}actas-question`,
    resume: `${secure}actas-resume`,
    /** One for each browser that was sent to the OpenID provider; a part of the state follows. */
    sent: `${host}actas-sent-`,
  };
}

function configurationOf(parts: ProviderParts): ProviderConfiguration {
  const { clients, clock, isSecure, keys, signIns, storeOf } = parts;
  const { sent: _, ...names } = cookieNames(isSecure);
  const cookie = { signed: false, httpOnly: true, sameSite: "lax", secure: isSecure };
  return {
    adapter: (kind: string) => storeOf(kind),
    clients,
    clientDefaults: { id_token_signed_response_alg: SIGNING_ALGORITHM },
    enabledJWA: { idTokenSigningAlgValues: [SIGNING_ALGORITHM], dPoPSigningAlgValues: [...PROOF_ALGORITHMS] },
    jwks: { keys },
    // Their values are random ids, of which the hashes are kept: a signature would add nothing.
    cookies: { names, long: cookie, short: cookie },
    scopes: ["openid", "offline_access", SCOPE],
    claims: { openid: ["sub"] },
    routes: PATHS,
    responseTypes: ["code"],
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    findAccount: async ({ oidc }: ProviderContext, id: string, token?: ProviderToken) => {
      // Of a time when its client proved nothing: any key would do for it now.
      if (token?.kind === "RefreshToken" && !token.jkt && oidc.client.dpopBoundAccessTokens) return undefined;
      const signIn = await signIns.find(id);
      return signIn && { accountId: id, claims: () => ({ sub: id }) };
    },
    loadExistingGrant: (context: ProviderContext) => grantWhatIsAsked(context, parts.audience),
    issueRefreshToken: () => true,
    rotateRefreshToken: () => true,
    expiresWithSession: () => false,
    extraTokenClaims: async (_context: ProviderContext, { accountId = "" }: ProviderToken) => {
      const signIn = await signIns.find(accountId);
      return { sid: accountId, person: signIn?.subject ?? "" };
    },
    formats: {
      customizers: { jwt: (_context: ProviderContext, _token: ProviderToken, jwt: Jwt) => finish(jwt, clock) },
    },
    ttl: lifetimes(parts.deviceSeconds),
    interactions: {
      url: (_: ProviderContext, { uid }: { uid: string }) => `${new URL(parts.issuer).pathname}${SIGN_IN}/${uid}`,
    },
    renderError,
    features: featuresOf(parts),
  };
}

function featuresOf({ audience, clock, hasDevice, nonceSecret }: ProviderParts): object {
  return {
    dPoP: { enabled: true, nonceSecret, requireNonce: () => false, allowReplay: false },
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    introspection: { enabled: false },
    revocation: { enabled: true, allowedPolicy: () => true },
    deviceFlow: {
      enabled: hasDevice,
      charset: "base-20",
      mask: "****-****",
      deviceInfo: ({ ip }: ProviderContext): DeviceInfo => ({ address: ip, askedAt: clock.now() }),
      ...devicePages(clock.now),
    },
    resourceIndicators: {
      enabled: true,
      // Most clients name none.
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (_: ProviderContext, resource: string) => {
        if (resource !== audience) throw new InvalidTarget();
        return {
          scope: SCOPE,
          audience,
          accessTokenTTL: ACCESS_TOKEN_SECONDS,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        };
      },
    },
  };
}

interface Jwt {
  readonly payload: { sub?: string; person?: string; iat?: number; exp?: number };
}

/** The subject is the person's, not that of the sign-in; and times are those of the clock that tokens are judged by. */
function finish({ payload }: Jwt, { skewMs }: Clock): void {
  const { exp = 0, iat = 0, person = "" } = payload;
  const skewSeconds = Math.round(skewMs / 1000);
  delete payload.person;
  Object.assign(payload, { sub: person, iat: iat + skewSeconds, exp: exp + skewSeconds });
}

/** The person has said yes on a page before. */
async function grantWhatIsAsked({ oidc }: ProviderContext, audience: string): Promise<ProviderGrant | undefined> {
  const { accountId } = oidc.session;
  if (accountId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
  grant.addOIDCScope([...oidc.requestParamScopes].join(" "));
  grant.addResourceScope(audience, SCOPE);
  await grant.save();
  return grant;
}

/** The page for a sign-in that fails before the client can be told. */
function renderError(context: ProviderContext, { error = "", error_description = "" }: Refusal): void {
  context.type = "html";
  context.body = messagePage("This is not a sign-in", `${error}: ${error_description}`);
}

type Refusal = Partial<Readonly<Record<"error" | "error_description", string>>>;
