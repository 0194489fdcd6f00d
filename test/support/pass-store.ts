import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Runs a program of the user's whose HOME has the store, with `GNUPGHOME` for the folder `.gnupg` in there. */
type Run = (...words: string[]) => Promise<unknown>;

/** Makes a password store for `pass` in a HOME. Its GnuPG key has no passphrase. */
export async function makePassStore(home: string, run: Run): Promise<void> {
  mkdirSync(join(home, ".gnupg"), { mode: 0o700 });
  await newGpgKey(run, "ana@example.com", "");
  await run("pass", "init", "ana@example.com");
}

/** Makes a GnuPG key for this person. */
export async function newGpgKey(run: Run, person: string, passphrase: string): Promise<void> {
  const options = ["--batch", "--pinentry-mode", "loopback", "--passphrase", passphrase];
  await run("gpg", ...options, "--quick-generate-key", person, "future-default");
}

/** The programs that GnuPG leaves behind. */
export async function endGpg(run: Run): Promise<void> {
  await run("gpgconf", "--kill", "all");
}
