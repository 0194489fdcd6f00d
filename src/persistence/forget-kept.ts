import type { Paths } from "../files/paths.ts";
import { isNothingKept, KEYRING_KINDS, type KeyringKind } from "../keyring/directory-of.ts";
import { KEPT_OF, type Kept, keptKind } from "./kept-of.ts";

/**
 * Forgets what is kept of these kinds in every keyring, the user's choice of today and those of earlier days. No keyring
 * has to be unlocked for it.
 *
 * @returns how many were forgotten
 */
export async function forgetKept(kinds: readonly Kept[], state: string): Promise<number> {
  if (isNothingKept(state)) return 0;
  const counts = await Promise.all(KEYRING_KINDS.map((keyring) => forgetIn(keyring, kinds, state)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Forgets what was kept before the user chose another keyring, or none. Nothing reads that any more. */
export async function forgetLeftOvers({ config, state }: Pick<Paths, "config" | "state">): Promise<void> {
  if (isNothingKept(state)) return;
  const { readSettings } = await import("../settings/settings.ts");
  const { persist: chosen } = await readSettings(config);
  for (const keyring of KEYRING_KINDS) if (keyring !== chosen) await forgetIn(keyring, KEPT_OF.all, state);
}

async function forgetIn(kind: KeyringKind, kinds: readonly Kept[], state: string): Promise<number> {
  const { openKeyring } = await import("../keyring/open-keyring.ts");
  const keyring = openKeyring(kind, state);
  let count = 0;
  for (const name of await keyring.names()) {
    const kept = keptKind(name);
    if (kept && kinds.includes(kept) && (await keyring.remove(name))) count++;
  }
  return count;
}
