import { type Lock, tryLock } from "../../files/lock.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";

const LOOK_MS = 50;

/**
 * Waits until no other process of this user's runs `ykman` for us: two at once can disturb each other's connection to a
 * key. The turn ends when it is disposed, or with this process.
 *
 * @throws the reason of the signal
 * @throws {ActasError} `system`
 */
export async function takeTurn(signal: AbortSignal): Promise<Lock> {
  using directory = makePrivateDirectory(ownPaths().runtime);
  for (;;) {
    signal.throwIfAborted();
    const lock = tryLock(directory, "ykman.lock");
    if (lock) return lock;
    await Bun.sleep(LOOK_MS);
  }
}
