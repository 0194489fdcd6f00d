import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";
import { IS_MACOS, libc } from "../system/libc.ts";
import { ownUid } from "../system/own-uid.ts";
import { startTimeOf } from "../system/process-stat.ts";
import type { PrivateDirectory } from "./private-directory.ts";

const LOCK_SH_NB = 5;
const LOCK_EX_NB = 6;
const EWOULDBLOCK = IS_MACOS ? 35 : 11;
const { O_RDONLY, O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
/** What a holder writes is padded to one length, so that one write replaces what stood there. */
const SIGNATURE_LENGTH = 64;

const c = libc({ flock: { args: ["i32", "i32"], returns: "i32" } });

/** The process that has a lock, as it has signed it. */
export interface Holder {
  readonly pid: number;
  /** See {@link startTimeOf}. */
  readonly startTime: string;
}

/** Held until it is released or this process ends, however it ends. Child processes do not inherit it. */
export class Lock implements Disposable {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Given to a child process as a descriptor, the lock is held until both have let go. */
  get fd(): number {
    return this.#fd;
  }

  /**
   * Writes into the file whose lock it is, for those who find it taken. On a full disk it stays unsigned: a lock serves
   * without a name.
   */
  sign(pid: number): void {
    const signature = `${pid} ${startTimeOf(pid) ?? ""}`.padEnd(SIGNATURE_LENGTH - 1);
    try {
      writeSync(this.#fd, `${signature}\n`, 0);
    } catch {
      // Only a hint is worse for it.
    }
  }

  /** Whether the file at `path` is still the one that is locked: somebody may have removed it, or its directory. */
  isAt(path: string): boolean {
    const there = lstatSync(path, { throwIfNoEntry: false });
    const mine = fstatSync(this.#fd);
    return there?.dev === mine.dev && there.ino === mine.ino;
  }

  release(): void {
    closeSync(this.#fd);
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/**
 * Takes the lock that a file of this name stands for, or returns undefined when another process holds it.
 * The file is created readable by its owner only, and is never removed: that would let two processes win.
 *
 * @throws {ActasError} `system` when the file cannot be created or locked
 */
export function tryLock(directory: PrivateDirectory, name: string): Lock | undefined {
  const path = `${directory.path}/${name}`;
  const fd = openPrivate(directory.at(name), path);
  if (c().flock(fd, LOCK_EX_NB) === 0) return new Lock(fd);

  const { errno, reason } = { errno: c().errno(), reason: c().reason() };
  closeSync(fd);
  if (errno === EWOULDBLOCK) return undefined;
  throw cannotLock(path, reason);
}

/**
 * Whether a process holds the lock that the file at `path` stands for; makes no file, and takes the lock from nobody.
 *
 * @throws {ActasError} `system` when there is a file and it cannot be opened
 */
export function isLocked(path: string): boolean {
  return lookInto(path, isTaken) ?? false;
}

/**
 * Who holds the lock, if it is a running process of this user that signed it; a pid alone may be somebody else's by now.
 * Undefined also when the lock is held by nobody, or is about to be signed.
 *
 * @throws {ActasError} `system` when there is a file and it cannot be opened
 */
export function holderOf(path: string): Holder | undefined {
  return lookInto(path, (fd) => {
    const text = Buffer.alloc(SIGNATURE_LENGTH);
    const length = readSync(fd, text, 0, SIGNATURE_LENGTH, 0);
    const [, pid = "", startTime = ""] = /^(\d+) (\S+) *\n$/.exec(text.toString("latin1", 0, length)) ?? [];
    const holder = { pid: Number(pid), startTime };
    return pid && isTaken(fd) && isRunning(holder) ? holder : undefined;
  });
}

/** Shared, so that others may look at the same time. */
function isTaken(fd: number): boolean {
  return c().flock(fd, LOCK_SH_NB) !== 0;
}

/** Undefined when there is no file, or none that could be locked. Opening a pipe must not wait for somebody to write. */
function lookInto<T>(path: string, look: (fd: number) => T): T | undefined {
  let fd: number;
  try {
    fd = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw cannotLock(path, reasonOf(error), error);
  }
  try {
    return fstatSync(fd).isFile() ? look(fd) : undefined;
  } finally {
    closeSync(fd);
  }
}

/** Whether this process of the user still runs, and no other has its pid. */
export function isRunning({ pid, startTime }: Holder): boolean {
  return startTimeOf(pid) === startTime && ownerOf(pid) === ownUid();
}

/** The directory in /proc is its owner's even where all in it is root's because the process may not be looked into. */
function ownerOf(pid: number): number | undefined {
  return IS_MACOS ? ownUid() : statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
}

/** `node:fs` opens everything close-on-exec. */
function openPrivate(place: string, shown: string): number {
  try {
    return openSync(place, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
  } catch (error) {
    throw cannotLock(shown, reasonOf(error), error);
  }
}

function cannotLock(path: string, reason: string, cause?: unknown): ActasError {
  return new ActasError("system", `cannot lock ${path}: ${reason}`, { cause });
}
