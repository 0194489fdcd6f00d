import { z } from "zod/mini";
import { port } from "../port-shape.ts";
import { CLIENT_SECRET_SHAPE } from "./client-secret-shape.ts";

/** What a source file says of a credential server. */
export const CredentialServerShape = z
  .strictObject({
    client_id: z.string().check(z.minLength(1), z.describe("The OAuth 2.0 client.")),
    ...CLIENT_SECRET_SHAPE,
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
  .check(z.describe("Present for a credential server: the OAuth 2.0 server in front of it."));

export type CredentialServerContent = z.infer<typeof CredentialServerShape>;

function endpoint(path: string): z.ZodMiniString {
  return z.string().check(z.describe(`Absolute, or relative to \`url\`. Default: ${path}`));
}

function deviceGrant(description: string) {
  return z
    .strictObject({ device_authorization_endpoint: z.optional(endpoint("oauth/device")) })
    .check(z.describe(description));
}
