import {
  Provider,
  type ProviderClient,
  type ProviderConfiguration,
  type ProviderContext,
  type ProviderGrant,
} from "oidc-provider/lib/provider.js";
import { withModelNames } from "../../http/with-model-names.ts";
import { PEOPLE } from "../people.ts";
import type { SignInSettings } from "../sign-in-settings.ts";
import { PROVIDER_PAGES, renderError } from "./provider-pages.ts";
import { type ProviderPlan, SIGN_IN } from "./provider-plan.ts";
import type { ProviderState } from "./provider-state.ts";

/**
 * A certified OpenID provider, in memory: code grant with PKCE, device grant, refresh tokens, revocation, `iss` in
 * the authorization response. Its clock is the machine's.
 *
 * It is imported file by file: the package's main module prints a warning that Bun is not Node.
 *
 * @param origin - `http://127.0.0.1:PORT`, its address
 * @see https://github.com/panva/node-oidc-provider/blob/main/docs/README.md
 */
export function createProvider(
  origin: string,
  plan: ProviderPlan,
  state: ProviderState,
  settings: SignInSettings,
): Provider {
  return withMarks(withModelNames(new Provider(origin + plan.mountPath, configurationOf(plan, state, settings))));
}

/** Marks secrets so that they are recognised wherever they turn up, like those of Identity Center. */
function withMarks(provider: Provider): Provider {
  for (const [name, mark] of Object.entries(MARKS)) {
    const { prototype } = provider[name as keyof typeof MARKS];
    const { generateTokenId } = prototype;
    prototype.generateTokenId = function (): string {
      return `sandbox-${mark}-${generateTokenId.call(this)}`;
    };
  }
  return provider;
}

const MARKS = {
  AccessToken: "access",
  AuthorizationCode: "code",
  DeviceCode: "device",
  RefreshToken: "refresh",
} as const;

function configurationOf(plan: ProviderPlan, state: ProviderState, settings: SignInSettings): ProviderConfiguration {
  return {
    adapter: state.adapter,
    clients: plan.clients,
    jwks: { keys: state.keys },
    // Signing cookies makes Bun print a deprecation warning, and forging one gains nothing here.
    cookies: { long: { signed: false }, short: { signed: false } },
    scopes: ["openid", "offline_access", ...Object.keys(plan.claims)],
    claims: { openid: ["sub"], ...plan.claims },
    conformIdTokenClaims: !plan.claimsInIdToken,
    routes: plan.routes,
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    findAccount: (_: ProviderContext, subject: string) => accountOf(subject, plan),
    loadExistingGrant: grantWhatIsAsked,
    issueRefreshToken: (_: ProviderContext, client: ProviderClient) =>
      settings.values.refreshTokens !== "none" && client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: () => settings.values.refreshTokens === "rotate",
    expiresWithSession: () => false,
    ttl: lifetimes(settings),
    interactions: { url: (_: ProviderContext, { uid }: { uid: string }) => `${plan.mountPath}/${SIGN_IN}/${uid}` },
    renderError,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      deviceFlow: { enabled: true, ...PROVIDER_PAGES },
    },
  };
}

const DAY_SECONDS = 24 * 3600;

function lifetimes(settings: SignInSettings): object {
  return {
    AccessToken: () => settings.values.accessTokenSeconds,
    AuthorizationCode: 60,
    DeviceCode: () => settings.values.deviceCodeSeconds,
    Grant: 14 * DAY_SECONDS,
    IdToken: () => settings.values.idTokenSeconds,
    Interaction: 3600,
    RefreshToken: ({ oidc }: ProviderContext) =>
      oidc.entities.RotatedRefreshToken?.remainingTTL ?? settings.values.sessionSeconds,
    Session: 3600,
  };
}

function accountOf(subject: string, { subjectOf, claimsOf, people = PEOPLE }: ProviderPlan): object | undefined {
  const person = people.find((one) => subjectOf(one) === subject);
  return person && { accountId: subject, claims: () => ({ ...claimsOf(person), sub: subject }) };
}

/** The person has already given consent on the sign-in page. */
async function grantWhatIsAsked({ oidc }: ProviderContext): Promise<ProviderGrant | undefined> {
  const { accountId } = oidc.session;
  if (accountId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
  grant.addOIDCScope(oidc.params.scope ?? "");
  await grant.save();
  return grant;
}
