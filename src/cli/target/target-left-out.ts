import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";

/**
 * The error for a target that is no profile. When it is the name of a program, the user has most likely left the target
 * out: `actas exec aws s3 ls`.
 *
 * @param words - the command after the target, as it was typed without `--`
 */
export function targetLeftOut(error: unknown, target: string, words: readonly string[]): unknown {
  if (!(error instanceof ActasError) || error.code !== "profile-not-found" || !Bun.which(target)) return error;
  const command = [target, ...words].map(shellWord).join(" ");
  return new ActasError(error.code, error.message, {
    hints: [`to run ${target}, name the target first: \`actas exec --pick -- ${command}\` lets you choose it`],
    cause: error,
  });
}
