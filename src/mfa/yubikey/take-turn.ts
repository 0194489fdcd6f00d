import type { Lock } from "../../files/lock.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";
import { lockWithin } from "../../files/wait-for-lock.ts";

/**
 * Waits until no other process of this user's runs `ykman` for us: two at once can disturb each other's connection to a
 * key. The turn ends when it is disposed, or with this process.
 *
 * @throws the reason of the signal
 * @throws {ActasError} `system`
 */
export async function takeTurn(signal: AbortSignal): Promise<Lock> {
  using directory = makePrivateDirectory(ownPaths().runtime);
  const lock = await lockWithin(directory, "ykman.lock", { limitMs: Number.POSITIVE_INFINITY, signal });
  if (!lock) throw new TypeError("a wait without a limit has ended");
  return lock;
}
