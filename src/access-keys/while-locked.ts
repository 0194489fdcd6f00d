import { makePrivateDirectory } from "../files/private-directory.ts";
import { waitForLock } from "../files/wait-for-lock.ts";

/** Longer than the keyring waits for a person to unlock it. */
const LIMIT_MS = 90_000;

/**
 * Changes kept keys while no other process does.
 *
 * @param state - the directory for lasting state
 * @throws {ActasError} `system`
 */
export async function whileLocked<T>(state: string, change: () => Promise<T>): Promise<T> {
  using directory = makePrivateDirectory(`${state}/access-keys`);
  using _ = await waitForLock(directory, "lock", LIMIT_MS);
  return change();
}
