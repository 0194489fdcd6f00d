import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ActasError } from "../base/errors.ts";
import { isCode, systemError } from "../base/system-error.ts";
import { flock } from "../system/flock.ts";
import { ownUid } from "../system/own-uid.ts";
import { copyAccess } from "./copy-access.ts";
import { whyNotCreatable } from "./why-not-creatable.ts";
import {
  type FirstReaders,
  followLinks,
  isUnfinished,
  replaceFile,
  writeNewLastingFile,
} from "./write-private-file.ts";

const { O_NONBLOCK, O_RDONLY } = constants;
const OWNER_WRITES = 0o200;
/** Another actas has the lock for the milliseconds that it takes to write. */
const WAIT_MS = 10_000;
const LOOK_AGAIN_MS = 20;
/** Older than any text that is still being written. */
const ABANDONED_MS = 60_000;

/** From the text of a file, `""` if there is none, to the text it shall have. It may be called again. */
export type Change = (text: string) => string;

/**
 * Changes a text file of the user's that other programs write as well. A reader finds all of the old text or all of the
 * new, and so does whoever comes after a crash. The file keeps its mode, group and access list, see {@link copyAccess},
 * and a symbolic link stays one. What another program has written in the meantime is not lost: the change is then made
 * to that text.
 *
 * @param path - absolute; the file is created if there is none and the change gives a text
 * @param readers - who may read a file that is created
 * @throws {ActasError} `system`; and what `change` throws, in which case the file stays as it is
 */
export async function editFile(
  path: string,
  change: Change,
  readers: FirstReaders = "user",
): Promise<"changed" | "same"> {
  const place = followLinks(path);
  try {
    for (;;) {
      const outcome = await attempt(place, change, readers);
      if (outcome !== "again") return outcome;
    }
  } catch (error) {
    throw error instanceof ActasError ? error : systemError(error, `change ${path}`);
  }
}

/** Finds out before anything else is done whether {@link editFile} could change a file. @throws {ActasError} `system` */
export function requireEditable(path: string): void {
  const place = followLinks(path);
  const fd = openIfThere(place);
  const reason = whyNotCreatable(dirname(place)) ?? (fd === undefined ? undefined : problemWith(fd));
  if (fd !== undefined) closeSync(fd);
  if (reason) throw cannotChange(path, reason);
}

async function attempt(place: string, change: Change, readers: FirstReaders): Promise<"changed" | "same" | "again"> {
  const fd = await lockedFile(place);
  if (fd === undefined) return create(place, change, readers);
  try {
    const before = textOf(readFileSync(fd), place);
    const after = change(before);
    if (after === before) return "same";
    // The AWS CLI takes no lock.
    if (!isAt(place, fd) || textOf(readFileSync(place), place) !== before) return "again";
    replaceFile(place, after, (finished) => copyAccess(fd, finished));
    return "changed";
  } finally {
    closeSync(fd);
  }
}

function create(place: string, change: Change, readers: FirstReaders): "changed" | "same" | "again" {
  if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw cannotChange(place, "it is a symbolic link to a file that does not exist");
  }
  const text = change("");
  if (text === "") return "same";
  return writeNewLastingFile(place, text, readers) === "written" ? "changed" : "again";
}

/** The file, open and locked; undefined when there is none. On file systems without locks it is only open. */
async function lockedFile(place: string): Promise<number | undefined> {
  for (const end = Date.now() + WAIT_MS; ; await Bun.sleep(LOOK_AGAIN_MS)) {
    const fd = openIfThere(place);
    if (fd === undefined) return undefined;
    const problem = problemWith(fd);
    const isTaken = !problem && flock(fd, "exclusive") === "taken";
    if (!problem && !isTaken && isAt(place, fd)) {
      removeAbandoned(place);
      return fd;
    }
    closeSync(fd);
    if (problem) throw cannotChange(place, problem);
    if (Date.now() > end) throw cannotChange(place, "another process keeps it locked");
  }
}

function openIfThere(place: string): number | undefined {
  try {
    return openSync(place, O_RDONLY | O_NONBLOCK);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function problemWith(fd: number): string | undefined {
  const status = fstatSync(fd);
  if (!status.isFile()) return "it is not a regular file";
  if (status.uid !== ownUid()) return `it belongs to another user (uid ${status.uid})`;
  if ((status.mode & OWNER_WRITES) === 0) return "it is read-only";
  if (status.nlink > 1) return "it has a second name (a hard link), which would keep the old text";
  return undefined;
}

/** Whether the file at `place` is still the open one: another process may have replaced it. */
function isAt(place: string, fd: number): boolean {
  const [there, mine] = [statSync(place, { throwIfNoEntry: false }), fstatSync(fd)];
  return there?.dev === mine.dev && there.ino === mine.ino;
}

/** A process that was killed while it wrote may have left a copy, which in the credentials file holds secrets. */
function removeAbandoned(place: string): void {
  const folder = dirname(place);
  for (const name of readdirSync(folder).filter((one) => isUnfinished(one, place))) {
    const since = lstatSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > ABANDONED_MS) rmSync(join(folder, name), { force: true });
  }
}

/** @throws {ActasError} for bytes that would not survive */
function textOf(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw cannotChange(place, "it is not UTF-8 text");
  }
}

function cannotChange(path: string, reason: string): ActasError {
  return new ActasError("system", `cannot change ${path}: ${reason}`);
}
