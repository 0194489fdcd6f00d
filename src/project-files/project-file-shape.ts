import { z } from "zod/mini";
import { parseRoleArn } from "../base/arn.ts";
import { printable } from "../base/printable.ts";

/** Nothing that a terminal would obey, or that nobody would see: what the user trusts is what the user sees. */
const text = z.string().check(z.refine((value) => /^[^ ]/.test(value) && printable(value) === value));

/** `assume_role` of a project file: one more role, after everything else. */
export const AssumeRoleShape = z.strictObject({
  role_arn: text.check(z.refine((value) => parseRoleArn(value) !== undefined)),
  duration_seconds: z.exactOptional(z.number().check(z.int(), z.positive())),
  external_id: z.exactOptional(text),
  role_session_name: z.exactOptional(text),
});

const common = {
  $schema: z.exactOptional(z.string()),
  /** How a command gets the credentials; `ecs` is another word for `container`, `static` for `env`. */
  mode: z.exactOptional(z.enum(["container", "ecs", "env", "static"])),
  assume_role: z.exactOptional(AssumeRoleShape),
  region: z.exactOptional(text),
  /** The account the credentials must be of. */
  account: z.exactOptional(z.string().check(z.regex(/^\d{12}$/))),
};

/** What `.mairu.json` may say. */
export const MairuShape = z.strictObject({ server: text, role: text, ...common });

/** What `.actas.json` may say. */
export const ProjectFileShape = z.strictObject({
  server: z.exactOptional(text),
  role: z.exactOptional(text),
  profile: z.exactOptional(text),
  ...common,
});

/** What a project file says besides whose credentials it means, by its own keys. */
export type Narrowing = Readonly<Omit<z.infer<typeof ProjectFileShape>, "$schema" | "server" | "role" | "profile">>;
