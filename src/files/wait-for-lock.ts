import { ActasError } from "../base/errors.ts";
import { type Lock, tryLock } from "./lock.ts";
import type { PrivateDirectory } from "./private-directory.ts";

const LOOK_EVERY_MS = 10;

interface Waiting {
  readonly limitMs: number;
  /** Ends the wait with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Takes the lock of the file of this name, and waits while another process holds it; undefined when it still does after
 * the limit.
 *
 * @throws {ActasError} `system` as {@link tryLock}
 */
export async function lockWithin(
  directory: PrivateDirectory,
  name: string,
  { limitMs, signal }: Waiting,
): Promise<Lock | undefined> {
  for (const end = performance.now() + limitMs; ; await Bun.sleep(LOOK_EVERY_MS)) {
    signal?.throwIfAborted();
    const lock = tryLock(directory, name);
    if (lock || performance.now() >= end) return lock;
  }
}

/** The same for a lock that must be had. @throws {ActasError} `system`, also when the other process still holds it */
export async function waitForLock(directory: PrivateDirectory, name: string, limitMs: number): Promise<Lock> {
  const lock = await lockWithin(directory, name, { limitMs });
  if (lock) return lock;
  throw new ActasError("system", `cannot lock ${directory.path}/${name}: another process has it`);
}
