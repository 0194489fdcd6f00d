import { z } from "zod/mini";
import { flag, list, text } from "./parts.ts";

const KeysShape = z.strictObject({
  keys: list(
    z.strictObject({
      accessKeyId: text("the access key id"),
      keyring: z.optional(z.enum(["keyring", "pass"]).check(z.describe("what has the secret; absent: no keyring"))),
      profiles: list(z.string(), "the profiles that name or have the key"),
      files: list(z.string(), "the files that have the secret in the clear"),
    }),
    "long-term keys, in the order of their ids",
  ),
});

/** What the commands about long-term keys and passwords print. */
export const KEY_SHAPES = {
  "keys add": z.strictObject({
    profile: text("the profile that names the key now"),
    accessKeyId: text("the access key id"),
    paths: list(z.string(), "the files that were changed"),
  }),
  "keys export": z.strictObject({
    AccessKeyId: text("the access key id"),
    SecretAccessKey: text("the secret key"),
  }),
  "keys import": z.strictObject({
    profile: text("the profile that names the key now"),
    accessKeyId: text("the access key id"),
    paths: list(z.string(), "the files that were changed; none when it was so before"),
    command: z.optional(text("the `credential_process` of the profile")),
    alsoInTheClear: list(z.string(), "other profiles that have the same key in the clear"),
  }),
  "keys list": KeysShape,
  "keys remove": z.strictObject({
    accessKeyId: text("the access key id"),
    paths: list(z.string(), "the files that were changed"),
    removed: flag("whether the keyring had it, and has it no more"),
    stillNamedBy: list(z.string(), "other profiles that name it; for them it stays"),
  }),
  "password list": z.strictObject({
    passwords: list(
      z.strictObject({
        url: text("the URL at which the password is typed"),
        keyring: z.optional(z.enum(["keyring", "pass"]).check(z.describe("what has it; absent: no keyring"))),
        files: list(z.string(), "the files that have it"),
      }),
      "passwords, in the order of their URLs",
    ),
  }),
  "keys rotate": z.strictObject({
    profile: text("the profile"),
    accessKeyId: text("the key that it names now"),
    replaced: z.optional(text("the key that it named before")),
    others: list(z.string(), "other profiles that name it now, too"),
    state: z
      .enum(["done", "old-key-inactive", "taken-back"])
      .check(z.describe("`old-key-inactive`: the old key can come back, with `--undo`")),
  }),
} as const;
