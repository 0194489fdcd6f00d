import { closeSync, constants, fchmodSync, fstatSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";

const PRIVATE = 0o700;
const OTHERS = 0o077;
/** As `/tmp` has it: closing that would break the system for everybody else. */
const STICKY = 0o1000;
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

const ELSEWHERE = ["set XDG_RUNTIME_DIR to a directory of your own", "or do without the agent: add `--no-agent`"];

/**
 * Makes sure that `path` is a directory only this user can look into, creating it and its parents where needed.
 * An empty directory of this user that is open to others is closed to them.
 *
 * @throws {ActasError} `system`: it cannot be created, is another user's, a symbolic link or no directory
 */
export function makePrivateDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: PRIVATE });
    makePrivate(path);
  } catch (error) {
    throw cannotUse(path, error);
  }
}

/** Looks at and changes the directory it has opened, so that nobody can put another in its place meanwhile. */
function makePrivate(path: string): void {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const { uid, mode } = fstatSync(fd);
    if (uid !== process.geteuid?.()) throw new Error(`it belongs to another user (uid ${uid})`);
    if ((mode & STICKY) !== 0) throw new Error("it is shared with other users");
    if ((mode & OTHERS) === 0) return;
    // Such as HOME, or /run: others rely on it. Looked at again, since another command may have closed it meanwhile.
    if (readdirSync(path).length > 0 && (fstatSync(fd).mode & OTHERS) !== 0) {
      throw new Error("it is open to other users, and not empty");
    }
    fchmodSync(fd, PRIVATE);
  } finally {
    closeSync(fd);
  }
}

function cannotUse(path: string, cause: unknown): ActasError {
  const reason = isObstacle(cause) ? "it is a symbolic link or not a directory" : reasonOf(cause);
  const hints = isObstacle(cause) ? [`look at it with \`ls -ld ${path}\`, and remove it`, ...ELSEWHERE] : ELSEWHERE;
  return new ActasError("system", `cannot use ${path} as a private directory: ${reason}`, { hints, cause });
}

function isObstacle(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTDIR" || error.code === "EEXIST");
}
