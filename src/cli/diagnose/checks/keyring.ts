import { existsSync, rmSync } from "node:fs";
import { KeptKeys } from "../../../access-keys/kept-keys.ts";
import { counted } from "../../../base/counted.ts";
import { ActasError } from "../../../base/errors.ts";
import { pathsFrom } from "../../../files/paths.ts";
import { directoryOf, KEYRING_KINDS, type KeyringKind } from "../../../keyring/directory-of.ts";
import type { KeptThings } from "../../../keyring/keyring.ts";
import { misshapenFiles } from "../../../keyring/misshapen-files.ts";
import { openKeyring } from "../../../keyring/open-keyring.ts";
import { tryKeyring } from "../../../keyring/try-keyring.ts";
import { readSettings } from "../../../settings/settings.ts";
import type { Settings } from "../../../settings/settled-settings.ts";
import { settingsHere } from "../../environment/settings-here.ts";
import type { Check, CheckFinding } from "../check.ts";

/** A keyring that works answers at once. Each trial asks several times, and a check has ten seconds. */
const LIMIT_MS = 2_500;

const WITH: { readonly [K in KeyringKind]: string } = {
  keyring: "a key in the keyring of this desktop",
  pass: "a key in `pass`",
  file: "a passphrase",
};

/** Whether sign-ins can be kept, and what is in a keyring. A diagnosis has nobody unlock anything. */
export const keyring: Check = {
  name: "keyring",
  run: async ({ variables }) => {
    // What is wrong with the settings is a finding of its own.
    if ((await settingsHere()).problem) return [];
    const { config, state } = pathsFrom(variables, undefined, "");
    const { persist } = await readSettings(config);
    const keys = await new KeptKeys(() => state).ids();
    const findings = await Promise.all(
      KEYRING_KINDS.map(async (kind) => {
        const count = keys.filter((key) => key.keyring === kind).length;
        const names = await openKeyring(kind, state).names();
        const keeps = kind === persist ? "sign-ins" : count > 0 ? "access keys" : undefined;
        const problem = keeps && (await problemWith(kind, state, keeps));
        return [
          ...(kind === persist ? [chosen(persist, problem)] : problem ? [unreadable(kind, problem)] : []),
          ...misshapen(directoryOf(kind, state)),
          ...held(kind, names.length, "sign-in or session", "sign-ins and sessions"),
          ...held(kind, count, "access key", "access keys"),
        ];
      }),
    );
    return [...(persist === "none" ? [chosen(persist, undefined)] : []), ...findings.flat()];
  },
};

async function problemWith(kind: KeyringKind, state: string, keeps: KeptThings): Promise<ActasError | undefined> {
  try {
    await tryKeyring(kind, { state, keeps, limitMs: LIMIT_MS });
    return undefined;
  } catch (error) {
    if (error instanceof ActasError) return error;
    throw error;
  }
}

function chosen(persist: Settings["persist"], problem: ActasError | undefined): CheckFinding {
  const setting = `"persist" is "${persist}"`;
  if (persist === "none") return { severity: "fine", words: `${setting}: sign-ins end with the agent` };
  if (!problem) return { severity: "fine", words: `${setting}: sign-ins outlive the agent` };
  const words = `${setting}, and no sign-in can be kept or read: ${problem.message}`;
  return { severity: "warning", words, mend: [...problem.hints, "actas agent restart"] };
}

function unreadable(kind: KeyringKind, { hints, message }: ActasError): CheckFinding {
  return { severity: "error", words: `access keys sealed with ${WITH[kind]} cannot be read: ${message}`, mend: hints };
}

/** Sign-ins alone: an access key that cannot be read is never removed without being named. */
function misshapen(directory: string): CheckFinding[] {
  if (!existsSync(directory)) return [];
  const paths = misshapenFiles(directory);
  if (paths.length === 0) return [];
  const reason = "another version of actas wrote it, or it was changed by hand";
  const words = `${counted(paths.length, "sign-in")} cannot be read, such as ${paths[0]}: ${reason}`;
  const remove = (): void => {
    for (const path of paths) rmSync(path, { force: true });
  };
  const what = paths.length === 1 ? "remove it" : `remove these ${paths.length} files`;
  return [{ severity: "warning", words, mend: ["actas cache clear"], fix: { words: what, apply: remove } }];
}

function held(kind: KeyringKind, count: number, one: string, several: string): CheckFinding[] {
  if (count === 0) return [];
  const what = count === 1 ? `one ${one} is` : `${count} ${several} are`;
  return [{ severity: "fine", words: `${what} kept with ${WITH[kind]}` }];
}
