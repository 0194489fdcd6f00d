import { z } from "zod/mini";
import { parseRoleArn } from "../base/arn.ts";
import { printable } from "../base/printable.ts";

/** Text without control or invisible characters, so that the user trusts exactly what the user sees. */
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
  /** How a command gets the credentials; `ecs` is a synonym of `container`, `static` of `env`. */
  mode: z.exactOptional(z.enum(["container", "ecs", "env", "static"])),
  assume_role: z.exactOptional(AssumeRoleShape),
  region: z.exactOptional(text),
  /** The account that the credentials must belong to. */
  account: z.exactOptional(z.string().check(z.regex(/^\d{12}$/))),
};

/** The content of `.mairu.json`. */
export const MairuShape = z.strictObject({ server: text, role: text, ...common });

/** The content of `.actas.json`. */
export const ProjectFileShape = z.strictObject({
  server: z.exactOptional(text),
  role: z.exactOptional(text),
  profile: z.exactOptional(text),
  ...common,
});

/** The settings of a project file other than the target, by its own keys. */
export type Narrowing = Readonly<Omit<z.infer<typeof ProjectFileShape>, "$schema" | "server" | "role" | "profile">>;
