import { pathsFrom } from "../../../files/paths.ts";
import { KEYRING_KINDS, openKeyring } from "../../../keyring/open-keyring.ts";
import type { Check, CheckFinding } from "../check.ts";

const WITH: { readonly [K in (typeof KEYRING_KINDS)[number]]: string } = {
  keyring: "a key in the keyring of this desktop",
  pass: "a key in `pass`",
  file: "a passphrase",
};

/** What is kept in a keyring. Only names are read: a diagnosis must not have anybody unlock something. */
export const keyring: Check = {
  name: "keyring",
  run: async ({ variables }) => {
    const { state } = pathsFrom(variables, undefined, "");
    const findings: CheckFinding[] = [];
    for (const kind of KEYRING_KINDS) {
      const { length } = await openKeyring(kind, state).names();
      if (length > 0) findings.push({ severity: "fine", words: `${length} secrets are kept with ${WITH[kind]}` });
    }
    return findings;
  },
};
