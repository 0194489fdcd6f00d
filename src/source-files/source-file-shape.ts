import { z } from "zod/mini";
import { CredentialServerShape } from "./kinds/credential-server-shape.ts";
import { IdentityCenterShape } from "./kinds/identity-center-shape.ts";
import { WebIdentityShape } from "./kinds/web-identity-shape.ts";
import { SOURCE_ID } from "./source-id.ts";

/** The content of a source file. `schemas/source.schema.json` is generated from it, descriptions included. */
export const SourceFileShape = z.strictObject({
  $schema: z.optional(z.string()),
  id: z.optional(
    z
      .string()
      .check(
        z.regex(SOURCE_ID),
        z.describe("What you type to name the source; the URL when absent. Best the same for the whole team."),
      ),
  ),
  url: z.optional(
    z
      .string()
      .check(
        z.describe(
          "Identity Center: the start URL. Credential server: the URL its paths are relative to; a slash at the end counts. OpenID provider: not needed.",
        ),
      ),
  ),
  aws_sso: z.optional(IdentityCenterShape),
  oauth: z.optional(CredentialServerShape),
  web_identity: z.optional(WebIdentityShape),
});

/** A source file as written, before defaults. */
export type SourceFileContent = z.infer<typeof SourceFileShape>;
