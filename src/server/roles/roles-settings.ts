import { z } from "zod/mini";
import { parseRoleArn } from "../../base/arn.ts";

/** Or leads to this machine itself, for trying out. */
const PRIVATE = /^(https:\/\/[^\s?#]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/[^\s?#]*)?)$/;

/** What a configuration says about the map of roles. */
export const RolesShape = z.strictObject({
  acknowledged: z.exactOptional(
    z
      .array(z.string().check(z.refine((text) => parseRoleArn(text) !== undefined, "it is the ARN of a role")))
      .check(
        z.describe(
          "Roles that are lent although their trust policies let in nearly everybody: then only the server's rules keep people out.",
        ),
      ),
  ),
  pass: z.exactOptional(
    z
      .strictObject({
        issuer: z.string().check(z.regex(PRIVATE, "it begins with https://"), z.describe("As the tokens have it.")),
        clientId: z.string().check(z.minLength(1), z.describe("The `aud` of the tokens.")),
      })
      .check(
        z.describe("Lists roles that people get from AWS themselves, with an ID token of this issuer for this client."),
      ),
  ),
});

export type RolesSettings = z.infer<typeof RolesShape>;
