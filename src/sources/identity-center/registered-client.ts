import { hostname } from "node:os";
import { OidcRefusal } from "../../aws/identity-center/oidc-refusal.ts";
import type { OidcClient, SsoOidc } from "../../aws/identity-center/sso-oidc.ts";
import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { cacheKey, signInKey } from "../../cache/cache-key.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import type { SignInTools } from "../sign-in-methods.ts";
import { REDIRECT_PATH } from "./redirect-path.ts";

/** A registration must outlast the sign-in it is used for: a page is open for ten minutes at most. */
const MUST_LAST_MS = 15 * 60_000;
/** What Identity Center takes. */
const LONGEST_NAME = 128;

/**
 * Calls `use` with a client that Identity Center knows: one registered earlier for the same purpose, or a new one. If
 * Identity Center does not know the old one any more, `use` is called again with a new one.
 */
export async function asRegisteredClient<T>(
  source: IdentityCenterDefinition,
  grantType: GrantType,
  oidc: SsoOidc,
  tools: SignInTools,
  use: (client: OidcClient) => Promise<T>,
): Promise<T> {
  const key = cacheKey("client", signInKey(source), grantType, ...source.scopes);
  const kept = tools.signIns.client(key);
  if (kept && kept.expiration.getTime() > tools.clock.now() + MUST_LAST_MS) {
    try {
      return await use(kept);
    } catch (error) {
      // A browser that was told that the client is unknown never comes back: the next sign-in needs a new one.
      tools.signIns.forgetClient(key);
      if (!isUnknownClient(error)) throw error;
    }
  }
  const client = await register(source, grantType, oidc);
  tools.signIns.keepClient(key, client);
  return use(client);
}

/** Also when it has been put into words for the browser. */
function isUnknownClient(error: unknown): boolean {
  if (error instanceof OidcRefusal) return error.reason === "invalid_client";
  return error instanceof ActasError && isUnknownClient(error.cause);
}

/** One client for each grant type: AWS fails when one client asks for both. */
function register(source: IdentityCenterDefinition, grantType: GrantType, oidc: SsoOidc): Promise<OidcClient> {
  const { id, scopes, url } = source;
  const clientName = clientNameFor(id, hostname());
  if (grantType === "device")
    return oidc.registerClient({ clientName, scopes, grantTypes: ["device_code", "refresh_token"] });
  return oidc.registerClient({
    clientName,
    scopes,
    grantTypes: ["authorization_code", "refresh_token"],
    issuerUrl: url,
    redirectUris: [`http://127.0.0.1${REDIRECT_PATH}`],
  });
}

/** What the consent page shows: printable ASCII, 128 characters at most. */
export function clientNameFor(id: string, host: string): string {
  return `actas (${id}@${host})`.replace(/[^ -~]/g, "").slice(0, LONGEST_NAME);
}
