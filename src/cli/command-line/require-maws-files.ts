import { existsSync } from "node:fs";
import { ActasError } from "../../base/errors.ts";

/**
 * Refuses files of `--config` that are not there, also where the target has nothing to do with them: an option that does
 * nothing is no help. `-nc` is an option of maws, and here `-n` and a file.
 *
 * @throws {ActasError} `usage`
 */
export function requireMawsFiles(paths: readonly string[]): void {
  const missing = paths.find((path) => !existsSync(path));
  if (missing === undefined) return;
  throw new ActasError("usage", `cannot use \`--config ${missing}\`: there is no such file`, {
    hints: process.argv.includes("-nc")
      ? ["`-nc` of maws is `--no-cache`"]
      : ["`actas config paths` has the usual ones"],
  });
}
