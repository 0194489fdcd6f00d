import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import type { TargetRequest } from "./target-request.ts";

/**
 * The error for a target that is no profile. When it is the name of a program, the user has most likely left the target
 * out: `actas exec aws s3 ls`.
 *
 * @param argv - of this process; the word before a `--` is meant to be the target
 */
export function targetLeftOut(error: unknown, { target }: TargetRequest, argv: readonly string[]): unknown {
  if (!(error instanceof ActasError) || error.code !== "profile-not-found" || target === undefined) return error;
  if (argv.includes("--") || !argv.includes(target) || !Bun.which(target)) return error;
  const command = argv.slice(argv.indexOf(target)).map(shellWord).join(" ");
  return new ActasError(error.code, error.message, {
    hints: [`to run ${target}, name the target first: \`actas exec --pick -- ${command}\` lets you choose it`],
    cause: error,
  });
}
