import { ownPaths } from "../../files/own-paths.ts";
import { readSettings } from "../../settings/settings.ts";
import { FLAG_VARIABLES } from "../environment/flag-variables.ts";
import type { CredentialFlags } from "./credential-flags.ts";

type ByVariable = Pick<CredentialFlags, keyof typeof FLAG_VARIABLES>;

/**
 * The options that variables stand for. Another tool's names, such as MFA_CODE, are so general that they may be set for
 * something else: they count where `config.json` says `"compat": true`.
 *
 * @throws {ActasError} `configuration` when that has to be known and the settings cannot be read
 */
export async function flagsOfEnvironment(): Promise<ByVariable> {
  const found: Partial<Record<keyof ByVariable, string>> = {};
  for (const [flag, [own, other]] of Object.entries(FLAG_VARIABLES)) {
    const value = process.env[own] || (process.env[other] && (await isCompatible()) ? process.env[other] : undefined);
    if (value) found[flag as keyof ByVariable] = value;
  }
  return found;
}

async function isCompatible(): Promise<boolean> {
  return (await readSettings(ownPaths().config)).compat;
}
