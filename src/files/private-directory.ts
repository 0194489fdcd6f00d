import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { ActasError } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import { isCode, reasonOf } from "../base/system-error.ts";
import { fileStatus } from "../system/file-status.ts";
import { ownUid } from "../system/own-uid.ts";
import { pathInOpened } from "../system/path-in-opened.ts";
import { cannotUse, ELSEWHERE, type Groups, problemOnTheWayTo, unsafe } from "./safe-path.ts";
import { whyNotCreatable } from "./why-not-creatable.ts";
import { writePrivateFile } from "./write-private-file.ts";

const PRIVATE = 0o700;
const OTHERS = 0o077;
/** As `/tmp` has it. Closing such a directory would break the system for all other users. */
const STICKY = 0o1000;
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/**
 * A directory that only this user can look into, held open: changes are made in this very directory, even if another is
 * put in its place.
 */
export class PrivateDirectory implements Disposable {
  /** Its path, for other processes. */
  readonly path: string;
  #fd: number;

  constructor(path: string, fd: number) {
    this.path = path;
    this.#fd = fd;
  }

  /** The path of a name in it, valid in this process only. */
  at(name: string): string {
    return pathInOpened(this.#fd, this.path, name);
  }

  /** Opens the directory that is at the path now, created if missing: the one held may have been moved or removed. */
  renew(): void {
    using now = makePrivateDirectory(this.path);
    const before = this.#fd;
    this.#fd = now.#fd;
    now.#fd = before;
  }

  names(): string[] {
    return readdirSync(this.at("."));
  }

  /**
   * Opens a directory in it that is this user's, and not a symbolic link.
   *
   * @throws {Error} of `node:fs`, or because it is another user's
   */
  open(name: string): PrivateDirectory {
    const fd = openSync(this.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    const { uid } = fstatSync(fd);
    if (uid === ownUid()) return new PrivateDirectory(`${this.path}/${name}`, fd);
    closeSync(fd);
    throw new Error(`it belongs to another user (uid ${uid})`);
  }

  /** The same, created if it is missing. */
  make(name: string): PrivateDirectory {
    mkdirIfMissing(this.at(name));
    return this.open(name);
  }

  /** See {@link writePrivateFile}. */
  write(name: string, text: string): void {
    writePrivateFile(this.at(name), text);
  }

  /** Makes a symbolic link, where nothing is yet. */
  link(name: string, target: string): void {
    symlinkSync(target, this.at(name));
  }

  /** Removes a file, a symbolic link, or a directory and what is in it. */
  remove(name: string): void {
    rmSync(this.at(name), { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd);
  }
}

/**
 * Makes sure that `path` is a directory that only this user can look into and no other user can replace, and opens it.
 * Creates it and its parents where needed. An empty directory of this user that is open to others is closed to them.
 *
 * @param groups - whether a parent directory that its group may write to is refused
 * @param elsewhere - hints on what helps if it cannot be used
 * @throws {ActasError} `system`: it cannot be created, is another user's, is a symbolic link or not a directory, or is
 *   below a directory that another user can change
 */
export function makePrivateDirectory(
  path: string,
  groups: Groups = "feared",
  elsewhere: readonly string[] = ELSEWHERE,
): PrivateDirectory {
  try {
    if (isLink(path)) throw Object.assign(new Error("in the way"), { code: "EEXIST" });
    makeMissing(path, groups, elsewhere);
    return new PrivateDirectory(path, openPrivate(path));
  } catch (error) {
    throw error instanceof ActasError ? error : refusal(path, error, elsewhere);
  }
}

/** Why this user can write nothing at `path`, or create it, told without doing so; undefined if nothing speaks against it. */
export function whyNotWritable(path: string): string | undefined {
  const problem = problemOnTheWayTo(path);
  if (problem && !problem.missing) return problem.reason;
  return whyNotCreatable(path);
}

/** Creates one after the other, each in a directory that was checked: another user cannot redirect us elsewhere. */
function makeMissing(path: string, groups: Groups, elsewhere: readonly string[]): void {
  for (;;) {
    const problem = problemOnTheWayTo(path, groups);
    if (!problem) return;
    if (!problem.missing) throw unsafe(path, problem, elsewhere);
    mkdirIfMissing(problem.at);
  }
}

/** Checks and changes the directory by its descriptor, so that another cannot be put in its place in between. */
function openPrivate(path: string): number {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const { uid, mode } = fstatSync(fd);
    if (uid !== ownUid()) throw new Error(`it belongs to another user (uid ${uid})`);
    if ((mode & STICKY) !== 0) throw new Error("it is shared with other users");
    if ((mode & OTHERS) === 0) return fd;
    // Others rely on it, as on HOME or /run. The mode is read again, since another command may have closed it by now.
    if (readdirSync(path).length > 0 && (fstatSync(fd).mode & OTHERS) !== 0) {
      throw new Error("it is open to other users, and not empty");
    }
    fchmodSync(fd, PRIVATE);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function isLink(path: string): boolean {
  const status = fileStatus(path);
  return typeof status !== "number" && status.kind === "link";
}

function mkdirIfMissing(path: string): void {
  try {
    mkdirSync(path, PRIVATE);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
}

function refusal(path: string, cause: unknown, elsewhere: readonly string[]): ActasError {
  const isObstacle = isCode(cause, "ENOTDIR") || isCode(cause, "EEXIST");
  const reason = isObstacle ? "it is a symbolic link or not a directory" : reasonOf(cause);
  const look = isObstacle ? [`look at it with \`ls -ld ${shellArgument(path)}\`, and remove it`] : [];
  return cannotUse(path, reason, { hints: [...look, ...elsewhere], cause });
}
