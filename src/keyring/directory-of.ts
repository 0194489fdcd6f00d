import { isNothingAt } from "../files/is-nothing-at.ts";

/** Who holds the key, and asks the user for what unlocks it: the operating system's keyring, the password manager `pass`. */
export const SELF_ASKING_KINDS = ["keyring", "pass"] as const;

/** Who holds the key; `file`: one with a passphrase, which we ask for. */
export const KEYRING_KINDS = [...SELF_ASKING_KINDS, "file"] as const;

export type SelfAskingKind = (typeof SELF_ASKING_KINDS)[number];
export type KeyringKind = (typeof KEYRING_KINDS)[number];

/**
 * Where the files of a keyring are.
 *
 * @param state - the directory for lasting state of {@link "../files/paths.ts".Paths}
 */
export function directoryOf(kind: KeyringKind, state: string): string {
  return `${directoryOfAll(state)}/${kind}`;
}

/** Whether nothing was ever kept there, as with most users; then what opens a keyring need not be loaded. */
export function isNothingKept(state: string): boolean {
  return isNothingAt(directoryOfAll(state));
}

function directoryOfAll(state: string): string {
  return `${state}/secrets`;
}
