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
import { dirname } from "node:path";

const { O_DIRECTORY, O_RDONLY } = constants;

/** Whether a file must be there after a power failure, or only for as long as the machine runs. */
type Lifetime = "lasting" | "run-time";

/**
 * Writes a file that only this user can read, in one step: a reader finds all of the old text or all of the new. Where
 * it fails, as on a full disk, nothing has changed and nothing is left behind. It takes the place of what is at `path`,
 * which may be anything but a directory: never through a symbolic link. After a power failure it may be empty.
 *
 * @throws {Error} of `node:fs`
 */
export function writePrivateFile(path: string, text: string): void {
  put(path, text, "run-time", renameSync);
}

/** The same for a file that must outlive a power failure; its directories are made where they are missing. */
export function writeLastingFile(path: string, text: string): void {
  makeLastingDirectory(dirname(path));
  put(path, text, "lasting", renameSync);
}

/** The same, but what is there already stays as it is. */
export function writeNewLastingFile(path: string, text: string): "written" | "exists" {
  makeLastingDirectory(dirname(path));
  try {
    put(path, text, "lasting", linkSync);
    return "written";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return "exists";
    throw error;
  }
}

/**
 * Makes a directory that only this user can look into, and those above it, where they are missing.
 *
 * @throws {Error} of `node:fs`
 */
export function makeLastingDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncDirectory(dirname(made));
}

/** What a user's file that may be a symbolic link stands for: written there, the link stays one. */
export function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** `move` puts what is finished in its place: a link, unlike a rename, does not take the place of what is there. */
function put(path: string, text: string, lifetime: Lifetime, move: (from: string, to: string) => void): void {
  const unfinished = `${path}.${crypto.randomUUID()}.new`;
  const fd = openSync(unfinished, "wx", 0o600);
  try {
    fill(fd, text, lifetime);
    move(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  if (lifetime === "lasting") syncDirectory(dirname(path));
}

/** Not `writeSync()`, which may write a part of the text on a full disk and call that a success. */
function fill(fd: number, text: string, lifetime: Lifetime): void {
  try {
    writeFileSync(fd, text);
    if (lifetime === "lasting") fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Not every file system can do it; the file is written all the same. */
function syncDirectory(path: string): void {
  let fd: number | undefined;
  try {
    fd = openSync(path, O_RDONLY | O_DIRECTORY);
    fsyncSync(fd);
  } catch {
    // Nothing has failed that a user could mend.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
