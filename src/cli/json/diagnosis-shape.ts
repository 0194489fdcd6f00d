import { z } from "zod/mini";
import { flag, list, text } from "./parts.ts";

/** What `actas diagnose` prints. */
export const DiagnosisShape = z.strictObject({
  version: text("the version of actas"),
  target: z.optional(text("the target that was looked at")),
  redacted: flag("whether names, accounts, hosts and the like are masked, the same text by the same mask"),
  findings: list(
    z.strictObject({
      check: text("the check that found it"),
      severity: z
        .enum(["error", "warning", "unknown", "fine"])
        .check(z.describe("`unknown`: it could not be looked at")),
      words: text("what was found"),
      mend: list(z.string(), "commands or lines that mend it, or what else to do"),
      fixed: z.optional(flag("whether `--fix` has mended it")),
    }),
    "what was found",
  ),
  sdks: list(
    z.strictObject({
      name: text("the word for `--sdk`"),
      words: text("the programs that look for credentials so"),
      takes: text("the credentials that they take here; `nothing` if they find none"),
      steps: list(
        z.strictObject({
          state: z
            .enum(["taken", "hidden", "absent", "fails"])
            .check(z.describe("`hidden`: there are credentials, and others come first; `fails`: the program stops")),
          words: text("the place, and what is there"),
        }),
        "the places where they look, in their order",
      ),
    }),
    "what each SDK finds",
  ),
});
