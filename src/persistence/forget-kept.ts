import type { Paths } from "../files/paths.ts";
import { KEYRING_KINDS, type KeyringKind, openKeyring } from "../keyring/open-keyring.ts";
import { KEPT_OF, type Kept, keptKind } from "./kept-of.ts";

/**
 * Forgets what is kept of these kinds in every keyring, the user's choice of today and those of earlier days. No keyring
 * has to be unlocked for it.
 *
 * @returns how many were forgotten
 */
export async function forgetKept(kinds: readonly Kept[], state: string): Promise<number> {
  const counts = await Promise.all(KEYRING_KINDS.map((keyring) => forgetIn(keyring, kinds, state)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Forgets what was kept before the user chose another keyring, or none. Nothing reads that any more. */
export async function forgetLeftOvers({ config, state }: Pick<Paths, "config" | "state">): Promise<void> {
  if ((await Promise.all(KEYRING_KINDS.map((kind) => openKeyring(kind, state).names()))).flat().length === 0) return;
  // What parses settings is loaded where there is something to forget, which is seldom.
  const { readSettings } = await import("../settings/settings.ts");
  const { persist: chosen } = await readSettings(config);
  for (const keyring of KEYRING_KINDS) if (keyring !== chosen) await forgetIn(keyring, KEPT_OF.all, state);
}

async function forgetIn(kind: KeyringKind, kinds: readonly Kept[], state: string): Promise<number> {
  const keyring = openKeyring(kind, state);
  let count = 0;
  for (const name of await keyring.names()) {
    const kept = keptKind(name);
    if (kept && kinds.includes(kept) && (await keyring.remove(name))) count++;
  }
  return count;
}
