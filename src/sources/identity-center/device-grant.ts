import { OidcRefusal } from "../../aws/identity-center/oidc-refusal.ts";
import type { OidcClient, SsoOidc } from "../../aws/identity-center/sso-oidc.ts";
import { signInByDevice, type Wait } from "../../oauth/sign-in-by-device.ts";
import type { Tokens } from "../../oauth/tokens.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import type { SignInTools } from "../sign-in-methods.ts";

/** Signs in with a code that the user types in any browser, on this machine or on another. */
export async function deviceGrant(
  source: IdentityCenterDefinition,
  client: OidcClient,
  oidc: SsoOidc,
  { conversation }: SignInTools,
  wait?: Wait,
): Promise<Tokens> {
  const authorization = await oidc.startDeviceAuthorization(client, source.url);
  const proof = { grantType: "device_code", deviceCode: authorization.deviceCode } as const;
  const ask = () =>
    oidc.createToken(client, proof).catch((error: unknown) => ({
      ...(error instanceof OidcRefusal && { code: error.reason }),
      error,
    }));
  const expired = () => new OidcRefusal("expired_token");
  return signInByDevice({ source: source.id, authorization, ask, expired }, conversation, wait);
}
