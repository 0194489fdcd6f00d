import { closeSync, constants, fchmodSync, fstatSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import { reasonOf } from "../base/system-error.ts";
import { fileStatus } from "../system/file-status.ts";
import { ownUid } from "../system/own-uid.ts";
import { pathInOpened } from "../system/path-in-opened.ts";
import { cannotUse, type Groups, problemOnTheWayTo, unsafe } from "./safe-path.ts";
import { writePrivateFile } from "./write-private-file.ts";

const PRIVATE = 0o700;
const OTHERS = 0o077;
/** As `/tmp` has it: closing that would break the system for everybody else. */
const STICKY = 0o1000;
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/**
 * A directory that only this user can look into, held open: what is done in it is done in this one, whatever is put in
 * its place meanwhile.
 */
export class PrivateDirectory implements Disposable {
  /** Where others find it. */
  readonly path: string;
  #fd: number;

  constructor(path: string, fd: number) {
    this.path = path;
    this.#fd = fd;
  }

  /** A name in it, for this process alone. */
  at(name: string): string {
    return pathInOpened(this.#fd, this.path, name);
  }

  /** Opens what is there now, made if it is missing: somebody may have moved or removed the directory that was held. */
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
   * Opens a directory in it that is ours, and is no symbolic link.
   *
   * @throws {Error} of `node:fs`, or that it is another user's
   */
  open(name: string): PrivateDirectory {
    const fd = openSync(this.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    const { uid } = fstatSync(fd);
    if (uid === ownUid()) return new PrivateDirectory(`${this.path}/${name}`, fd);
    closeSync(fd);
    throw new Error(`it belongs to another user (uid ${uid})`);
  }

  /** The same, made if it is missing. */
  make(name: string): PrivateDirectory {
    mkdirIfMissing(this.at(name));
    return this.open(name);
  }

  /** See {@link writePrivateFile}. */
  write(name: string, text: string): void {
    writePrivateFile(this.at(name), text);
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
 * Makes sure that `path` is a directory only this user can look into and nobody else can replace, and opens it. Creates
 * it and its parents where needed. An empty directory of this user that is open to others is closed to them.
 *
 * @param groups - whether a directory on the way that its group may write to is refused
 * @throws {ActasError} `system`: it cannot be created, is another user's, a symbolic link or no directory, or is below
 *   a directory that another user can change
 */
export function makePrivateDirectory(path: string, groups: Groups = "feared"): PrivateDirectory {
  try {
    if (isLink(path)) throw Object.assign(new Error("in the way"), { code: "EEXIST" });
    makeMissing(path, groups);
    return new PrivateDirectory(path, openPrivate(path));
  } catch (error) {
    throw error instanceof ActasError ? error : refusal(path, error);
  }
}

/** One after the other, each in a directory that has been looked at: nothing is made where another user can lead us. */
function makeMissing(path: string, groups: Groups): void {
  for (;;) {
    const problem = problemOnTheWayTo(path, groups);
    if (!problem) return;
    if (!problem.missing) throw unsafe(path, problem);
    mkdirIfMissing(problem.at);
  }
}

/** Looks at and changes the directory it has opened, so that nobody can put another in its place meanwhile. */
function openPrivate(path: string): number {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const { uid, mode } = fstatSync(fd);
    if (uid !== ownUid()) throw new Error(`it belongs to another user (uid ${uid})`);
    if ((mode & STICKY) !== 0) throw new Error("it is shared with other users");
    if ((mode & OTHERS) === 0) return fd;
    // Such as HOME, or /run: others rely on it. Looked at again, since another command may have closed it meanwhile.
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

function refusal(path: string, cause: unknown): ActasError {
  const isObstacle = isCode(cause, "ENOTDIR") || isCode(cause, "EEXIST");
  const reason = isObstacle ? "it is a symbolic link or not a directory" : reasonOf(cause);
  return cannotUse(
    path,
    reason,
    isObstacle ? [`look at it with \`ls -ld ${shellWord(path)}\`, and remove it`] : [],
    cause,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
