import { z } from "zod/mini";
import { count, ENDED, flag, list, text } from "./parts.ts";

const SetupShape = z.strictObject({
  source: text("the id of the source"),
  path: text("the file that was written"),
  replaced: flag("whether a file was there before"),
});

const generated = (words: string) =>
  list(z.strictObject({ name: text("the profile"), command: text("its `credential_process`") }), words);

/** What the commands of `actas setup` print. */
export const SETUP_SHAPES = {
  "setup mfa": z.strictObject({
    profile: text("the profile with the user's keys"),
    serialNumber: text("the device"),
    yubikey: z.optional(text("the serial number of the YubiKey that makes its codes")),
    path: z.optional(text("the file that names the device now; absent: it was not changed")),
  }),
  "setup org": z.strictObject({
    bundles: list(
      z.strictObject({
        name: text("its name"),
        path: text("where it is, or was"),
        state: z
          .enum(["installed", "updated", "same", "removed", "listed", "unreadable"])
          .check(z.describe("what was done; `same`: it is the newest; `listed` and `unreadable`: nothing")),
        serial: z.optional(count("its serial number")),
        from: z.optional(text("its URL, or its file")),
        by: z.optional(
          z.enum(["key", "sha256", "user"]).check(z.describe("what it is known by; `user`: you have looked at it")),
        ),
        key: z.optional(text("the fingerprint of the key that signs it")),
        sources: z.optional(list(z.string(), "the ids of its sources")),
      }),
      "the bundles that this is about",
    ),
  }),
  "setup process": z.strictObject({
    profile: text("the profile"),
    command: z.optional(text("its `credential_process` now; absent after `--undo`")),
    paths: list(z.string(), "the files that were changed"),
    sourceOf: list(z.string(), "the profiles that assume their role from it"),
  }),
  "setup profile": z.strictObject({
    profile: text("its name"),
    path: text("the file that it was written to"),
    arn: z.optional(text("with `--check`: who AWS says it acts as")),
  }),
  "setup profiles": z.strictObject({
    path: text("the file of the profiles"),
    written: flag("whether it was changed"),
    sources: list(
      z.strictObject({
        source: text("the id of the source"),
        profiles: generated("all that are written for it"),
        added: generated("those that are new, or get another role"),
        removed: generated("those that go"),
        gone: generated("those that stay although their role is gone"),
        leftOut: list(
          z.strictObject({ role: text("its name in the source"), reason: text("why it has no profile") }),
          "roles without a profile",
        ),
      }),
      "what was found, by source",
    ),
  }),
  "setup remove": z.strictObject({
    source: text("the id of the source"),
    path: text("the file that was removed"),
    ended: z.optional(ENDED),
  }),
  "setup server": SetupShape,
  "setup sso": SetupShape,
  "setup web-identity": SetupShape,
  "setup switch-roles": z.strictObject({
    path: z.optional(text("the file that was written")),
    roles: list(
      z.strictObject({
        profile: text("the profile with the role, or a name for one if there is none"),
        roleArn: text("the role"),
        accountId: text("its account's number"),
        roleName: text("its name"),
        source: text("the profile whose credentials assume it"),
        sourceAccountId: z.optional(text("the account of that profile, if it is known")),
        sourceAccountAlias: z.optional(text("its alias, if AWS tells")),
        mfaSerial: z.optional(text("the MFA device")),
        externalId: z.optional(text("the external ID")),
        region: z.optional(text("the region of the profile")),
        color: z.optional(text("its colour in the console, six hexadecimal digits")),
      }),
      "the roles to switch to",
    ),
    leftOut: list(
      z.strictObject({ profile: text("a profile with a role"), reason: text("why nobody can switch to it") }),
      "the profiles that are left out",
    ),
  }),
} as const;
