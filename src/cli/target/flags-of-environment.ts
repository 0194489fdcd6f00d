import { ownPaths } from "../../files/own-paths.ts";
import { readSettings } from "../../settings/settings.ts";
import { validMfaDevice } from "../../targets/mfa-device.ts";
import { validExternalId } from "../../targets/role-hops.ts";
import type { Setting } from "../../targets/setting.ts";
import { FLAG_VARIABLES, VERBOSE_OF_OTHERS } from "../environment/flag-variables.ts";
import { isOn } from "../environment/is-on.ts";
import type { CredentialFlags } from "./credential-flags.ts";
import { typedCode } from "./typed-code.ts";

type WithText = keyof typeof FLAG_VARIABLES;
type ByVariable = Pick<CredentialFlags, WithText | "verbose">;

/**
 * The options that variables stand for. Another tool's names, such as MFA_CODE, are so general that they may be set for
 * something else: they count where `config.json` says `"compat": true`.
 *
 * @throws {ActasError} `configuration` when that has to be known and the settings cannot be read
 */
export async function flagsOfEnvironment(): Promise<ByVariable> {
  const found: Partial<Record<WithText, string>> = {};
  for (const [flag, [own, other]] of Object.entries(FLAG_VARIABLES) as Entries) {
    const name = process.env[own] || !process.env[other] || !(await isCompatible()) ? own : other;
    const value = process.env[name];
    if (value) found[flag] = CHECKS[flag](value, name);
  }
  const isVerbose = isOn(process.env[VERBOSE_OF_OTHERS]) && (await isCompatible());
  return { ...found, ...(isVerbose && { verbose: true }) };
}

type Entries = [WithText, (typeof FLAG_VARIABLES)[WithText]][];

/** An error names the variable, which the user knows, and not the option that it stands for. */
const CHECKS: { readonly [K in WithText]: (value: string, name: string) => string } = {
  otp: typedCode,
  mfaSerial: (value, name) => validMfaDevice(ofVariable(value, name)).value,
  externalId: (value, name) => validExternalId(ofVariable(value, name)).value,
};

function ofVariable(value: string, name: string): Setting {
  return { value, origin: { kind: "environment", name } };
}

async function isCompatible(): Promise<boolean> {
  return (await readSettings(ownPaths().config)).compat;
}
