import type { Keyring } from "./keyring.ts";
import { OsKeyring } from "./os-keyring.ts";
import { Pass } from "./pass.ts";
import { SealedFiles } from "./sealed-files.ts";

/** Who holds the key: the keyring of the operating system, or the password manager `pass`. */
export const KEYRING_KINDS = ["keyring", "pass"] as const;

export type KeyringKind = (typeof KEYRING_KINDS)[number];

/**
 * Opens a keyring; nothing is read, asked or created before it is used.
 *
 * @param state - the directory for lasting state of {@link "../files/paths.ts".Paths}
 */
export function openKeyring(kind: KeyringKind, state: string): Keyring {
  return new SealedFiles(directoryOf(kind, state), kind === "pass" ? new Pass() : new OsKeyring());
}

/** Where its files are. */
export function directoryOf(kind: KeyringKind, state: string): string {
  return `${state}/secrets/${kind}`;
}
