import { KeptSecrets } from "../../../keyring/kept-secrets.ts";
import { type KnownKeys, knownKeys } from "../keys/known-keys.ts";

/** What commands about passwords work with. */
export interface KnownPasswords extends Omit<KnownKeys, "kept"> {
  /** By the URLs at which they are typed. */
  readonly kept: KeptSecrets;
}

/** Reads the AWS files; no keyring is asked. @throws {ActasError} `configuration` */
export async function knownPasswords(): Promise<KnownPasswords> {
  const known = await knownKeys();
  return { ...known, kept: new KeptSecrets(() => known.state, { folder: "passwords", keeps: "passwords" }) };
}
