import { z } from "zod/mini";
import { list, text, time } from "./parts.ts";

/** The IAM user whose keys a profile starts with. */
const UserShape = z.strictObject({
  arn: text("the IAM user"),
  accountId: text("the account's number"),
  profile: text("the profile that has the keys"),
});

const JUDGED = {
  answer: z
    .enum(["allowed", "not-allowed", "denied", "depends"])
    .check(
      z.describe(
        "what the user's policies say; `not-allowed`: nothing, so only a role that trusts the user by name is left",
      ),
    ),
  dependsOn: list(z.string(), "what decides if it depends: condition keys, what is not known"),
  signedWith: list(
    z.enum(["keys", "session", "mfa"]),
    "with what: long-term keys, a session without a code, an MFA code",
  ),
};

/** The roles that an IAM user's policies allow. */
export const UserRolesShape = z
  .strictObject({
    ...UserShape.shape,
    roles: list(
      z.strictObject({
        roleArn: text("the role"),
        target: text("what you type to mean it"),
        profiles: list(z.string(), "the profiles that are this role with the user's keys"),
        ...JUDGED,
      }),
      "the roles that policies or profiles name, or that were listed",
    ),
    patterns: list(
      z.strictObject({
        pattern: text("roles, as a policy names them with wildcards"),
        policy: text("the policy"),
        limits: list(z.string(), "which of the roles the answer does not hold for"),
        ...JUDGED,
      }),
      "roles that are named with wildcards",
    ),
    notKnown: list(
      z.strictObject({
        permission: text("what the user may not do"),
        what: text("what is not known without it"),
      }),
      "what could not be read",
    ),
  })
  .check(z.describe("of an IAM user: which roles the policies allow; `sources` is empty"));

/** The MFA devices of an IAM user. */
export const DevicesShape = z.strictObject({
  user: UserShape.check(z.describe("whose they are")),
  devices: list(
    z.strictObject({
      serialNumber: text("its ARN or serial number, as `mfa_serial` has it"),
      enrolled: z.optional(time("since when the user has it")),
      profiles: list(z.string(), "the profiles that name it"),
    }),
    "the devices",
  ),
});
