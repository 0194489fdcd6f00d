import { ActasError } from "../../base/errors.ts";

/**
 * The directory this command runs in.
 *
 * @param purpose - completes "cannot …"
 * @throws {ActasError} `system` when that directory is gone
 */
export function workingDirectory(purpose: string): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new ActasError("system", `cannot ${purpose}: the working directory was deleted`, {
      hints: ["`cd` into a directory that is there"],
      cause,
    });
  }
}
