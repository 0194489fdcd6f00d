import { z } from "zod/mini";
import { port } from "../port-shape.ts";
import { CLIENT_SECRET_SHAPE } from "./client-secret-shape.ts";

/** What a source file says of an OpenID provider whose tokens AWS accepts for roles. */
export const WebIdentityShape = z
  .strictObject({
    well_known_url: z
      .string()
      .check(
        z.describe("The provider's discovery document, or its issuer: `/.well-known/openid-configuration` is added."),
      ),
    client_id: z.string().check(z.minLength(1), z.describe("The client; AWS calls it the audience.")),
    ...CLIENT_SECRET_SHAPE,
    scope: z.optional(
      z
        .union([z.string(), z.array(z.string())])
        .check(z.describe("Scopes to ask for, as a list or separated by spaces. `openid` is added. Default: openid.")),
    ),
    roles_url: z.optional(
      z.string().check(z.describe("The API that tells which roles a token may assume. Default: none.")),
    ),
    ports: z.optional(
      z
        .array(port("A port for the redirect from the browser."))
        .check(
          z.minLength(1),
          z.describe("The ports that the provider allows: the first free one is used. Default: any."),
        ),
    ),
    redirect_path: z.optional(
      z.string().check(z.describe("The path that the provider redirects to. Default: /oauth2callback.")),
    ),
    use_localhost: z.optional(
      z.boolean().check(z.describe("Whether the redirect goes to localhost in place of 127.0.0.1. Default: false.")),
    ),
    jump_role_arn: z.optional(
      z
        .string()
        .check(z.describe("A role to assume by the token, whose credentials then assume the role that is named.")),
    ),
    provider: z.optional(z.string().check(z.describe("The product, such as okta; for those who read the file."))),
  })
  .check(z.describe("Present for an OpenID provider whose tokens AWS accepts for roles."));

export type WebIdentityContent = z.infer<typeof WebIdentityShape>;
