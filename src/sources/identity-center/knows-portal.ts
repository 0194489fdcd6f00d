import { hostname } from "node:os";
import { OidcRefusal } from "../../aws/identity-center/oidc-refusal.ts";
import { SsoOidc } from "../../aws/identity-center/sso-oidc.ts";
import type { Clock } from "../../base/clock.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import { oidcOf } from "./identity-center-methods.ts";
import { clientNameFor } from "./registered-client.ts";

/**
 * Whether the Identity Center of a source's region knows its start URL. It begins a device sign-in there, which no user
 * is asked to finish.
 *
 * @throws {OidcRefusal | ActasError} when Identity Center does not tell
 */
export async function knowsPortal(source: IdentityCenterDefinition, clock: Clock): Promise<boolean> {
  const oidc = new SsoOidc(oidcOf(source), clock);
  const client = await oidc.registerClient({
    clientName: clientNameFor(source.id, hostname()),
    scopes: source.scopes,
    grantTypes: ["device_code", "refresh_token"],
  });
  try {
    await oidc.startDeviceAuthorization(client, source.url);
    return true;
  } catch (error) {
    if (error instanceof OidcRefusal && error.reason === "invalid_request") return false;
    throw error;
  }
}
