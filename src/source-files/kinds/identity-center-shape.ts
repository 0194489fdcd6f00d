import { z } from "zod/mini";
import { port } from "../port-shape.ts";

/** What a source file says of IAM Identity Center. */
export const IdentityCenterShape = z
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
  .check(z.describe("Present for AWS IAM Identity Center."));

export type IdentityCenterContent = z.infer<typeof IdentityCenterShape>;
