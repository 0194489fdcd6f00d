import { AgeFile } from "./age-file.ts";
import { directoryOf, type KeyringKind, type SelfAskingKind } from "./directory-of.ts";
import type { Asking, KeyHolder, Keyring } from "./keyring.ts";
import { OsKeyring } from "./os-keyring.ts";
import { Pass } from "./pass.ts";
import { SealedFiles } from "./sealed-files.ts";

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
