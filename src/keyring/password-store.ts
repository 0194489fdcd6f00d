import { existsSync } from "node:fs";
import { readIfThere } from "../files/read-if-there.ts";
import { writeLastingFile } from "../files/write-private-file.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";

/** A store of pass, and the keys of GnuPG that open it. */
export interface PasswordStore {
  readonly path: string;
  /** Undefined for GnuPG's own folder. */
  readonly gnupg: string | undefined;
}

/** The store that the variables of this process name. */
export function ownStore(): PasswordStore {
  const { GNUPGHOME, HOME = "", PASSWORD_STORE_DIR } = agentEnvironment(ownSurroundings());
  return { path: PASSWORD_STORE_DIR || `${HOME}/.password-store`, gnupg: GNUPGHOME || undefined };
}

export function isThere({ path }: PasswordStore): boolean {
  return existsSync(path);
}

/** Has pass and GnuPG take this store. */
export function variablesOf({ gnupg, path }: PasswordStore): Readonly<Record<string, string>> {
  return { PASSWORD_STORE_DIR: path, ...(gnupg !== undefined && { GNUPGHOME: gnupg }) };
}

/** Writes into a file which store was given a key. */
export function rememberStore(file: string, { gnupg = "", path }: PasswordStore): void {
  writeLastingFile(file, `${path}\n${gnupg}\n`);
}

/** The store that was given the last key, when the variables of this process name another one. */
export function otherStore(file: string): PasswordStore | undefined {
  const [, path, gnupg] = /^(\/.*)\n(.*)\n$/.exec(readIfThere(file) ?? "") ?? [];
  if (path === undefined) return undefined;
  const own = ownStore();
  const isOwn = path === own.path && gnupg === (own.gnupg ?? "");
  return isOwn ? undefined : { path, gnupg: gnupg || undefined };
}
