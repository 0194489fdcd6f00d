import { z } from "zod/mini";
import { CredentialServerShape } from "../kinds/credential-server-shape.ts";
import { IdentityCenterShape } from "../kinds/identity-center-shape.ts";
import { WebIdentityShape } from "../kinds/web-identity-shape.ts";
import { SourceFileShape } from "../source-file-shape.ts";
import { membersOf } from "./members-of.ts";

/**
 * What a bundle may say of a source, key by key: it must not name a command to run, nor decide where secrets are kept.
 * A key that is new in source files is refused here until it is named.
 */
export const BundleSourceShape = z.strictObject({
  ...membersOf(SourceFileShape.shape, ["url"]),
  aws_sso: z.optional(z.strictObject(membersOf(IdentityCenterShape.shape, ["region", "scope", "local_port"]))),
  oauth: z.optional(
    z.strictObject(
      membersOf(CredentialServerShape.shape, [
        "client_id",
        "client_secret",
        "scope",
        "issuer",
        "token_endpoint",
        "revocation_endpoint",
        "code_grant",
        "device_grant",
        "device_code_grant",
        "default_grant_type",
      ]),
    ),
  ),
  web_identity: z.optional(
    z.strictObject(
      membersOf(WebIdentityShape.shape, [
        "well_known_url",
        "client_id",
        "client_secret",
        "scope",
        "roles_url",
        "ports",
        "redirect_path",
        "use_localhost",
        "jump_role_arn",
        "provider",
      ]),
    ),
  ),
});

export type BundleSource = z.infer<typeof BundleSourceShape>;
