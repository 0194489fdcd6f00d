import { z } from "zod/mini";
import { parseRoleArn } from "../base/arn.ts";
import { printable } from "../base/printable.ts";

/** Nothing that a terminal would obey, or that nobody would see: what the user trusts is what the user sees. */
const text = z.string().check(z.refine((value) => /^[^ ]/.test(value) && printable(value) === value));

/** `assume_role` of a project file. */
export const AssumeRoleShape = z.strictObject({
  role_arn: text.check(z.refine((value) => parseRoleArn(value) !== undefined)),
  duration_seconds: z.optional(z.number().check(z.int(), z.positive())),
  external_id: z.optional(text),
  role_session_name: z.optional(text),
});

const common = {
  $schema: z.optional(z.string()),
  mode: z.optional(z.enum(["container", "ecs", "env", "static"])),
  assume_role: z.optional(AssumeRoleShape),
  region: z.optional(text),
  account: z.optional(z.string().check(z.regex(/^\d{12}$/))),
};

/** What `.mairu.json` may say. */
export const MairuShape = z.strictObject({ server: text, role: text, ...common });

/** What `.actas.json` may say. */
export const ProjectFileShape = z.strictObject({
  server: z.optional(text),
  role: z.optional(text),
  profile: z.optional(text),
  ...common,
});
