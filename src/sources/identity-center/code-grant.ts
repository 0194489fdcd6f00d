import type { SsoEndpoint } from "../../aws/identity-center/sso-endpoint.ts";
import { authorizeUrl, type OidcClient, type SsoOidc } from "../../aws/identity-center/sso-oidc.ts";
import { Secret } from "../../base/secret.ts";
import { signInByRedirect } from "../../oauth/sign-in-by-redirect.ts";
import type { Tokens } from "../../oauth/tokens.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import type { SignInTools } from "../sign-in-methods.ts";
import { REDIRECT_PATH } from "./redirect-path.ts";
import { signInError } from "./sign-in-error.ts";

/** Signs in with a browser on this machine: an authorization code that only this process can redeem. */
export function codeGrant(
  source: IdentityCenterDefinition,
  client: OidcClient,
  oidc: SsoOidc,
  endpoint: SsoEndpoint,
  { conversation, localPort = source.localPort }: SignInTools,
): Promise<Tokens> {
  const { id, scopes } = source;
  return signInByRedirect(
    {
      context: { source: id, action: `sign in to "${id}"`, origin: source.origin },
      host: "127.0.0.1",
      path: REDIRECT_PATH,
      ...(localPort && { ports: [localPort] }),
      authorizationUrl: (request) => authorizeUrl(endpoint, { clientId: client.clientId, scopes, ...request }),
      redeem: async ({ callback, codeVerifier, redirectUri }) => {
        const code = new Secret(callback.searchParams.get("code") ?? "");
        const proof = { grantType: "authorization_code", code, codeVerifier, redirectUri } as const;
        return oidc.createToken(client, proof).catch((error: unknown) => {
          throw signInError(source, error);
        });
      },
    },
    conversation,
  );
}
