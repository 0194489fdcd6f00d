import { KeptKeys } from "../../../access-keys/kept-keys.ts";
import type { KnownFiles } from "../../../access-keys/name-key.ts";
import { ownPaths } from "../../../files/own-paths.ts";
import type { SelfAskingKind } from "../../../keyring/directory-of.ts";
import { readProfileFiles } from "../../../profiles/read-profile-files.ts";
import { readSettings } from "../../../settings/settings.ts";
import { keepFromDumps } from "../../../system/processes/keep-from-dumps.ts";
import { requestEnvironment } from "../../environment/request-environment.ts";

/** What commands about long-term keys work with. */
export interface KnownKeys extends KnownFiles {
  readonly kept: KeptKeys;
  /** The directory for lasting state. */
  readonly state: string;
  /** Where a new key goes. */
  readonly keyring: SelfAskingKind;
}

/** Reads the AWS files, with the keys in them; no keyring is asked. @throws {ActasError} `configuration` */
export async function knownKeys(): Promise<KnownKeys> {
  keepFromDumps();
  const { config, state } = ownPaths();
  const { persist } = await readSettings(config);
  const environment = requestEnvironment();
  return {
    environment,
    files: await readProfileFiles(environment),
    kept: new KeptKeys(() => state),
    state,
    keyring: persist === "pass" ? "pass" : "keyring",
  };
}
