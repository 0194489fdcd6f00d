import { z } from "zod/mini";
import { SOURCE_ID } from "./source-id.ts";

/** What a source file may say. `schemas/source.schema.json` is generated from it, descriptions included. */
export const SourceFileShape = z.strictObject({
  $schema: z.optional(z.string()),
  id: z.optional(
    z
      .string()
      .check(
        z.regex(SOURCE_ID),
        z.describe("What you type to name the source; the URL when absent. Best the same for everybody in a team."),
      ),
  ),
  url: z
    .string()
    .check(
      z.describe(
        "Identity Center: the start URL. Credential server: the URL its paths are relative to; a slash at the end counts.",
      ),
    ),
  aws_sso: z.optional(
    z
      .strictObject({
        region: z.string().check(z.describe("The region of IAM Identity Center.")),
        scope: z.optional(z.array(z.string()).check(z.describe('Scopes to ask for. Default: ["sso:account:access"].'))),
        local_port: z.optional(port("A fixed port for the redirect from the browser. Default: any free one.")),
        share_sso_cache: z.optional(
          z
            .boolean()
            .check(z.describe("Whether to share the sign-in with the AWS CLI, in ~/.aws/sso/cache. Default: false.")),
        ),
      })
      .check(z.describe("Present for AWS IAM Identity Center.")),
  ),
  oauth: z.optional(
    z
      .strictObject({
        client_id: z.string().check(z.minLength(1), z.describe("The OAuth 2.0 client.")),
        client_secret: z.optional(
          z.string().check(z.describe("For a client whose secret is no secret to its users. PKCE is used either way.")),
        ),
        client_secret_command: z.optional(
          z
            .string()
            .check(
              z.minLength(1),
              z.describe("In place of `client_secret`: a shell command that prints it, as `credential_process` does."),
            ),
        ),
        scope: z.optional(z.array(z.string()).check(z.describe('Scopes to ask for. Default: ["profile"].'))),
        issuer: z.optional(
          z
            .string()
            .check(
              z.describe(
                "The server's issuer identifier, letter by letter (RFC 8414). Its answers must then name it (RFC 9207).",
              ),
            ),
        ),
        token_endpoint: z.optional(endpoint("oauth/token")),
        revocation_endpoint: z.optional(
          z.string().check(z.describe("Where `actas logout` ends the sign-in. Default: nowhere.")),
        ),
        code_grant: z.optional(
          z
            .strictObject({
              authorization_endpoint: z.optional(endpoint("oauth/authorize")),
              local_port: z.optional(port("A fixed port for the redirect from the browser. Default: any free one.")),
              use_localhost: z.optional(
                z
                  .boolean()
                  .check(z.describe("Whether the redirect goes to localhost in place of 127.0.0.1. Default: false.")),
              ),
            })
            .check(z.describe("Present, if only as {}, when the server has the authorization code grant.")),
        ),
        device_grant: z.optional(deviceGrant("Present, if only as {}, when the server has the device grant.")),
        device_code_grant: z.optional(deviceGrant("The same as `device_grant`.")),
        default_grant_type: z.optional(
          z.string().check(z.describe("`code_grant` or `device_grant`. Default: the code grant when there is one.")),
        ),
      })
      .check(z.describe("Present for a credential server: the OAuth 2.0 server in front of it.")),
  ),
});

/** A source file as written, before defaults. */
export type SourceFileContent = z.infer<typeof SourceFileShape>;

function port(description: string): z.ZodMiniNumber {
  return z.int().check(z.gte(0), z.lte(65535), z.describe(description));
}

function endpoint(path: string): z.ZodMiniString {
  return z.string().check(z.describe(`Absolute, or relative to \`url\`. Default: ${path}`));
}

function deviceGrant(description: string) {
  return z
    .strictObject({ device_authorization_endpoint: z.optional(endpoint("oauth/device")) })
    .check(z.describe(description));
}
