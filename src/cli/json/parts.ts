import { z } from "zod/mini";
import { AssumeRoleShape, ProjectFileShape } from "../../project-files/project-file-shape.ts";

/** Text, with what the reference says about it. */
export function text(words: string) {
  return z.string().check(z.describe(words));
}

/** An instant in UTC, as ISO 8601 writes it. */
export function time(words: string) {
  return z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/), z.describe(words));
}

export function count(words: string) {
  return z.int().check(z.nonnegative(), z.describe(words));
}

export function flag(words: string) {
  return z.boolean().check(z.describe(words));
}

/** Where somebody can sign in. */
export const SOURCE = {
  kind: z.enum(["identity-center", "credential-server", "web-identity"]).check(z.describe("what it is")),
  url: text("its address"),
};

/** A list, with what the reference says about it. */
export function list<Item extends z.core.$ZodType>(item: Item, words: string) {
  return z.array(item).check(z.describe(words));
}

/** How long a sign-in lasts. */
export const LASTING = {
  renewable: flag("whether it is renewed without the browser"),
  expiration: z.optional(time("when it ends, or is renewed next")),
};

export const SignInShape = z.strictObject({
  source: text("the id of the source"),
  ...SOURCE,
  person: z.optional(text("who signed in, if the source tells")),
  ...LASTING,
});

export const CredentialShape = z.strictObject({
  kind: z.enum(["sign-in", "credentials"]).check(z.describe("`sign-in`: the session of an IAM user, before any role")),
  label: text("what they are for"),
  accessKeyId: text("the access key id"),
  expiration: z.optional(time("when they end")),
});

const { shape: FILE } = ProjectFileShape;
const { shape: HOP } = AssumeRoleShape;

/** The settings of a project file, spelt as in the file. */
export const SettingsShape = z.strictObject({
  server: FILE.server.check(z.describe("the source")),
  role: FILE.role.check(z.describe("the role of that source")),
  profile: FILE.profile.check(z.describe("the profile")),
  mode: FILE.mode.check(z.describe("how a command gets the credentials; `ecs` is `container`, `static` is `env`")),
  assume_role: z
    .exactOptional(
      z.strictObject({
        role_arn: HOP.role_arn.check(z.describe("its ARN")),
        duration_seconds: HOP.duration_seconds.check(z.describe("how long its credentials last")),
        external_id: HOP.external_id.check(z.describe("the external ID that its trust policy asks for")),
        role_session_name: HOP.role_session_name.check(z.describe("the session name in CloudTrail")),
      }),
    )
    .check(z.describe("one more role, assumed after everything else")),
  region: FILE.region.check(z.describe("the region")),
  account: FILE.account.check(z.describe("the account that the credentials must belong to")),
});

/** The members of the STS API. */
export const KEYS = {
  AccessKeyId: text("the access key id"),
  SecretAccessKey: text("the secret key"),
  SessionToken: z.optional(text("the session token")),
  Expiration: z.optional(time("when they end")),
};

/** How a sign-in was ended. */
export const ENDED = z
  .enum(["revoked", "forgotten", "not-signed-in"])
  .check(z.describe("`forgotten`: the source could not be told"));
