import { ActasError } from "../../base/errors.ts";

/**
 * Where this command runs, for what depends on it.
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
