import { closeSync, constants, fstatSync, lstatSync, openSync, writeSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";
import { flock } from "../system/flock.ts";
import { signatureOf } from "../system/lock-holder.ts";
import type { PrivateDirectory } from "./private-directory.ts";

const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;

/** Held until it is released or this process ends, however it ends. Child processes do not inherit it. */
export class Lock implements Disposable {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** A child process that is given this descriptor shares the lock: it is held until both have closed it. */
  get fd(): number {
    return this.#fd;
  }

  /**
   * Writes the holder's signature into the lock's file, for processes that find the lock taken. On a full disk the lock
   * stays unsigned: it works without a signature.
   */
  sign(pid: number): void {
    try {
      writeSync(this.#fd, signatureOf(pid), 0);
    } catch {
      // Only a hint becomes less precise.
    }
  }

  /** Whether the file at `path` is still the locked one: it, or its directory, may have been removed. */
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
 * Takes the lock of the file of this name, or returns undefined when another process holds it. The file is created
 * readable by its owner only. It is never removed, because then two processes could both get the lock.
 *
 * @throws {ActasError} `system` when the file cannot be created or locked
 */
export function tryLock(directory: PrivateDirectory, name: string): Lock | undefined {
  const path = `${directory.path}/${name}`;
  const fd = openPrivate(directory.at(name), path);
  const outcome = flock(fd, "exclusive");
  if (outcome === "locked") return new Lock(fd);
  closeSync(fd);
  if (outcome === "taken") return undefined;
  throw cannotLock(path, outcome.refused);
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
