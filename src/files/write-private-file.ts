import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { isCode } from "../base/system-error.ts";

const { O_RDONLY } = constants;

/** Whether a file must survive a power failure, or is needed only as long as the machine runs. */
type Lifetime = "lasting" | "run-time";

/**
 * Writes a file that only this user can read, atomically: a reader finds all of the old text or all of the new. If it
 * fails, as on a full disk, nothing has changed and nothing is left behind. It replaces anything at `path` but a
 * directory, and does not follow a symbolic link. After a power failure the file may be empty.
 *
 * @throws {Error} of `node:fs`
 */
export function writePrivateFile(path: string, text: string): void {
  put(path, text, "run-time", renameSync);
}

/** The same for a file that must survive a power failure; missing directories are created. */
export function writeLastingFile(path: string, text: string): void {
  makeLastingDirectory(dirname(path));
  put(path, text, "lasting", renameSync);
}

/** Who may read a file that is made: this user alone, or whoever the umask lets. */
export type FirstReaders = "user" | "others";

/** The same, but a file that exists already stays as it is. */
export function writeNewLastingFile(path: string, text: string, readers: FirstReaders = "user"): "written" | "exists" {
  makeLastingDirectory(dirname(path));
  try {
    put(path, text, "lasting", linkSync, readers === "user" ? 0o600 : 0o666);
    return "written";
  } catch (error) {
    if (isCode(error, "EEXIST")) return "exists";
    throw error;
  }
}

/**
 * Replaces a file of the user's; until its text is complete, only the user can read it. It does not follow a symbolic
 * link, and its directory must exist.
 *
 * @param open - gives other users their access to the complete file, whose path it gets
 * @throws {Error} of `node:fs`
 */
export function replaceFile(path: string, text: string, open: (finished: string) => void): void {
  put(path, text, "lasting", (from, to) => {
    open(from);
    renameSync(from, to);
  });
}

/** Whether a file in the directory of `path` is what is left of a text that was not completed: its writer was killed. */
export function isUnfinished(name: string, path: string): boolean {
  return name.startsWith(`${basename(path)}.`) && /^\.[\da-f-]{36}\.new$/.test(name.slice(basename(path).length));
}

/**
 * Creates a directory that only this user can look into, and its parents, where they are missing.
 *
 * @throws {Error} of `node:fs`
 */
export function makeLastingDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncPath(dirname(made));
}

/** The target of a user's file that may be a symbolic link. Writing to the target keeps the link. */
export function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** `move` puts the finished file in place: link(2), unlike rename(2), does not replace an existing file. */
function put(
  path: string,
  text: string,
  lifetime: Lifetime,
  move: (from: string, to: string) => void,
  mode = 0o600,
): void {
  const unfinished = `${path}.${crypto.randomUUID()}.new`;
  const fd = openSync(unfinished, "wx", mode);
  try {
    fill(fd, text, lifetime);
    move(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  if (lifetime === "lasting") syncPath(dirname(path));
}

/** Does not use a single `writeSync()`, which on a full disk may write a part of the text and report success. */
function fill(fd: number, text: string, lifetime: Lifetime): void {
  try {
    writeFileSync(fd, text);
    if (lifetime === "lasting") fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Has the disk keep a file or directory through a power failure, where its file system supports that. */
export function syncPath(path: string): void {
  let fd: number | undefined;
  try {
    fd = openSync(path, O_RDONLY);
    fsyncSync(fd);
  } catch {
    // There is nothing that a user could do about it.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
