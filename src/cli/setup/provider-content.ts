import type { Secret } from "../../base/secret.ts";
import type { NewSource } from "./write-source.ts";

/** What commander makes of the options of `actas setup web-identity`. */
export interface ProviderFlags {
  readonly wellKnown: string;
  readonly clientId: string;
  readonly clientSecretStdin?: true;
  readonly scope?: string[];
  readonly rolesUrl?: string;
  readonly localPort?: readonly number[];
  readonly redirectPath?: string;
  readonly useLocalhost?: true;
  readonly jumpRoleArn?: string;
  readonly check: boolean;
  readonly overwrite?: true;
}

/** The content of a source file for an OpenID provider: only what the user typed, so that defaults stay defaults. */
export function providerContent(id: string, flags: ProviderFlags, secret: Secret | undefined): NewSource["content"] {
  const { clientId, jumpRoleArn, localPort: ports, redirectPath, rolesUrl, scope, useLocalhost, wellKnown } = flags;
  return {
    id,
    web_identity: {
      well_known_url: wellKnown,
      client_id: clientId,
      ...(secret && { client_secret: secret.reveal() }),
      ...(scope && { scope }),
      ...(rolesUrl && { roles_url: rolesUrl }),
      ...(ports && { ports: [...ports] }),
      ...(redirectPath && { redirect_path: redirectPath }),
      ...(useLocalhost && { use_localhost: true }),
      ...(jumpRoleArn && { jump_role_arn: jumpRoleArn }),
    },
  };
}
