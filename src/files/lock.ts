import { closeSync, constants, fstatSync, lstatSync, openSync, writeSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";
import { IS_MACOS, libc } from "../system/libc.ts";
import { signatureOf } from "../system/lock-holder.ts";
import type { PrivateDirectory } from "./private-directory.ts";

const LOCK_EX_NB = 6;
const EWOULDBLOCK = IS_MACOS ? 35 : 11;
const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;

const c = libc({ flock: { args: ["i32", "i32"], returns: "i32" } });

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
    try {
      writeSync(this.#fd, signatureOf(pid), 0);
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
