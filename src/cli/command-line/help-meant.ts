import { ActasError } from "../../base/errors.ts";
import { helpAsked } from "./help-subject.ts";

/**
 * What went wrong with a command line such as `actas whoami help`, whose last word was taken for a target or a source:
 * the same, and before all else how help is shown.
 */
export function helpMeant(error: unknown, argv: readonly string[]): unknown {
  const names = argv.slice(0, -1);
  // The status of a program that was not found is its own.
  if (!(error instanceof ActasError) || "exitCode" in error) return error;
  if (names.length === 0 || !helpAsked([...names, "--help"])) return error;
  const command = names.join(" ");
  const hint = `\`actas ${command} --help\` shows its help`;
  return new ActasError(error.code, error.message, { hints: [hint, ...error.hints], cause: error.cause });
}
