import { KeptKeys } from "../../../access-keys/kept-keys.ts";
import { pathsFrom } from "../../../files/paths.ts";
import { KEYRING_KINDS, openKeyring } from "../../../keyring/open-keyring.ts";
import type { Settings } from "../../../settings/parse-settings.ts";
import { readSettings } from "../../../settings/settings.ts";
import { findProgram } from "../../../system/find-program.ts";
import { ownSurroundings } from "../../../system/own-surroundings.ts";
import { settingsProblem } from "../../environment/settings-problem.ts";
import type { Check, CheckFinding } from "../check.ts";

const WITH: { readonly [K in (typeof KEYRING_KINDS)[number]]: string } = {
  keyring: "a key in the keyring of this desktop",
  pass: "a key in `pass`",
  file: "a passphrase",
};

/** Whether sign-ins are kept, and what is in a keyring. Only names are read: a diagnosis has nobody unlock anything. */
export const keyring: Check = {
  name: "keyring",
  run: async ({ variables }) => {
    // What is wrong with the settings is a finding of its own.
    if (await settingsProblem()) return [];
    const { config, state } = pathsFrom(variables, undefined, "");
    const { persist } = await readSettings(config);
    const keys = await new KeptKeys(() => state).ids();
    const findings: CheckFinding[] = [chosen(persist)];
    for (const kind of KEYRING_KINDS) {
      const ofKind = keys.filter((key) => key.keyring === kind);
      for (const words of [
        counted((await openKeyring(kind, state).names()).length, "sign-in or session", "sign-ins and sessions"),
        counted(ofKind.length, "access key", "access keys"),
      ]) {
        if (words) findings.push({ severity: "fine", words: `${words} kept with ${WITH[kind]}` });
      }
    }
    return findings;
  },
};

function chosen(persist: Settings["persist"]): CheckFinding {
  const setting = `"persist" is "${persist}"`;
  if (persist === "none") return { severity: "fine", words: `${setting}: sign-ins end with the agent` };
  if (persist === "pass" && !findProgram("pass", ownSurroundings())) {
    return { severity: "warning", words: `${setting}, and pass is not on PATH: no sign-in is kept`, mend: PASS };
  }
  return { severity: "fine", words: `${setting}: sign-ins outlive the agent` };
}

const PASS = ["install pass, or choose another value of `persist` in config.json"];

function counted(count: number, one: string, several: string): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? `one ${one} is` : `${count} ${several} are`;
}
