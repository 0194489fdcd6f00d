import { z } from "zod/mini";
import { parseRoleArn } from "../base/arn.ts";
import { MODES } from "./limits.ts";

/** What alone may be used. Where several files say it, each of them has to allow it. */
export const AllowShape = z
  .strictObject({
    grants: z.exactOptional(
      z
        .array(z.enum(["code", "device"]))
        .check(z.minLength(1), z.describe("How users may sign in: with a browser here, or with a code anywhere.")),
    ),
    modes: z.exactOptional(
      z
        .array(z.enum(MODES))
        .check(
          z.minLength(1),
          z.describe("How programs may get credentials: from the endpoint, as variables, or in a file."),
        ),
    ),
    accounts: z.exactOptional(
      z
        .array(z.string().check(z.refine((text) => /^\d{12}$/.test(text), "the number of an account has 12 digits")))
        .check(z.minLength(1), z.describe("The accounts whose credentials may be used: their numbers, in quotes.")),
    ),
  })
  .check(z.describe("What alone may be used. Each file that says it has to allow it."));

/** Whether a text can be an alias of a role: one word, and nothing that a target means already. */
function mayBeAlias(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.+@/-]*$/u.test(name) && name !== "auto";
}

/** A role without control characters: `SOURCE:ROLE`, or its ARN. */
function mayBeRole(target: string): boolean {
  if (/\p{C}/u.test(target) || target.trim() !== target) return false;
  return target.startsWith("arn:") ? parseRoleArn(target) !== undefined : /^[^:]+:./.test(target);
}

/** Names for roles, which are targets like profiles. */
export const TargetsShape = z
  .record(
    z.string().check(z.refine(mayBeAlias, "a name has letters, digits and _.+@/-, and is not auto")),
    z.string().check(z.refine(mayBeRole, "it is SOURCE:ROLE, or the ARN of a role")),
  )
  .check(z.describe("Names for roles, each SOURCE:ROLE or the ARN of a role. A profile of the same name comes first."));

export const ContactShape = z
  .string()
  .check(z.minLength(1), z.describe("Whom to ask about what this file refuses or allows."));
