import { existsSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { makePrivateDirectory, whyNotWritable } from "../files/private-directory.ts";
import { newKey } from "../sealing/seal.ts";
import { directoryOf, type KeyringKind } from "./directory-of.ts";
import type { KeptThings, KeyHolder } from "./keyring.ts";
import { openHolder } from "./open-keyring.ts";

/** Nothing real is kept under it. One that a killed process has left is written anew. */
const TRIAL = "trial-of-diagnose";

interface Trial {
  readonly state: string;
  readonly limitMs: number;
  readonly keeps: KeptThings;
}

/**
 * Tries whether secrets can be kept now: writes one, reads it back and removes it. Nobody is asked to unlock anything as
 * far as that can be avoided, and so the passphrase of a file is not tried.
 *
 * @throws {ActasError} `system`: why not, with what helps
 */
export async function tryKeyring(kind: KeyringKind, { keeps, limitMs, state }: Trial): Promise<void> {
  tryDirectory(directoryOf(kind, state));
  if (kind !== "file") await tryHolder(openHolder(kind, { asks: "nobody", keeps, limitMs }));
}

/** One that is not there is not made for a trial. */
function tryDirectory(path: string): void {
  const problem = whyNotWritable(path);
  if (problem)
    throw new ActasError("system", `cannot keep a secret in ${path}: ${problem}`, { hints: [`ls -ld ${path}`] });
  if (!existsSync(path)) return;
  using directory = makePrivateDirectory(path);
  try {
    directory.write(TRIAL, TRIAL);
    directory.remove(TRIAL);
  } catch (error) {
    throw systemError(error, `keep a secret in ${path}`, ["`df` and `ls -ld` with this path show what is in the way"]);
  }
}

async function tryHolder(holder: KeyHolder): Promise<void> {
  const secret = new Secret(newKey());
  await holder.set(TRIAL, secret);
  try {
    if (secret.equals(await holder.get(TRIAL))) return;
  } finally {
    await holder.forget(TRIAL);
  }
  throw new ActasError("system", "cannot keep a secret: the keyring does not give back what it was given", {
    hints: ['another "persist" in config.json keeps secrets elsewhere'],
  });
}
