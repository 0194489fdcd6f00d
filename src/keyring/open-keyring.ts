import { AgeFile } from "./age-file.ts";
import type { Asking, KeyHolder, Keyring } from "./keyring.ts";
import { OsKeyring } from "./os-keyring.ts";
import { Pass } from "./pass.ts";
import { SealedFiles } from "./sealed-files.ts";

/** Who holds the key, and asks the user for what unlocks it: the operating system's keyring, the password manager `pass`. */
export const SELF_ASKING_KINDS = ["keyring", "pass"] as const;

/** Who holds the key; `file`: one with a passphrase, which we ask for. */
export const KEYRING_KINDS = [...SELF_ASKING_KINDS, "file"] as const;

export type SelfAskingKind = (typeof SELF_ASKING_KINDS)[number];
export type KeyringKind = (typeof KEYRING_KINDS)[number];

const HOLDERS: { readonly [K in KeyringKind]: (directory: string, asking: Asking) => KeyHolder } = {
  keyring: (_, asking) => new OsKeyring(asking),
  pass: (directory, asking) => new Pass({ ...asking, directory }),
  file: (directory, asking) => new AgeFile(directory, asking),
};

/**
 * Opens a keyring; nothing is read, asked or created before it is used.
 *
 * @param state - the directory for lasting state of {@link "../files/paths.ts".Paths}
 */
export function openKeyring(kind: KeyringKind, state: string, asking: Asking = {}): Keyring {
  const directory = directoryOf(kind, state);
  return new SealedFiles(directory, HOLDERS[kind](directory, asking));
}

/** Who holds the key of the one that the user unlocks by its own means. */
export function openHolder(kind: SelfAskingKind, asking: Asking): KeyHolder {
  return kind === "pass" ? new Pass(asking) : new OsKeyring(asking);
}

/** Opens the one whose passphrase the user is asked for, with the file that the passphrase opens. */
export function openWithPassphrase(state: string): { readonly keyring: Keyring; readonly file: AgeFile } {
  const directory = directoryOf("file", state);
  const file = new AgeFile(directory);
  return { keyring: new SealedFiles(directory, file), file };
}

/** Where its files are. */
export function directoryOf(kind: KeyringKind, state: string): string {
  return `${state}/secrets/${kind}`;
}
