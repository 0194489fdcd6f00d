import { ActasError } from "../../base/errors.ts";

/**
 * The directory this command runs in.
 *
 * @param purpose - completes "cannot …"
 * @throws {ActasError} `system` when that directory is gone, or when its path has bytes that are not UTF-8: the runtime
 *   puts U+FFFD in their place, which is the path of another directory, if of any
 */
export function workingDirectory(purpose: string): string {
  const path = ownPath(purpose);
  if (!path.includes("\ufffd")) return path;
  throw new ActasError("system", `cannot ${purpose}: the path of the working directory is not UTF-8`, {
    hints: ["`cd` into a directory whose path is UTF-8"],
  });
}

function ownPath(purpose: string): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new ActasError("system", `cannot ${purpose}: the working directory was deleted`, {
      hints: ["`cd` into a directory that is there"],
      cause,
    });
  }
}
