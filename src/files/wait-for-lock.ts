import { ActasError } from "../base/errors.ts";
import { type Lock, tryLock } from "./lock.ts";
import type { PrivateDirectory } from "./private-directory.ts";

const LOOK_EVERY_MS = 10;

/**
 * Takes the lock of the file of this name, and waits while another process holds it.
 *
 * @throws {ActasError} `system` as {@link tryLock}, or when the other process still holds it after `limitMs`
 */
export async function waitForLock(directory: PrivateDirectory, name: string, limitMs: number): Promise<Lock> {
  for (const end = performance.now() + limitMs; ; await Bun.sleep(LOOK_EVERY_MS)) {
    const lock = tryLock(directory, name);
    if (lock) return lock;
    if (performance.now() < end) continue;
    throw new ActasError("system", `cannot lock ${directory.path}/${name}: another process has it`);
  }
}
