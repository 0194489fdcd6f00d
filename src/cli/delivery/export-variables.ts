import { credentialsIn } from "../../agent-api/credentials-message.ts";
import type { Results } from "../../agent-api/messages.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import type { Shell } from "../../base/shells.ts";
import { dockerEnv } from "../../delivery/docker-env.ts";
import { keysAsProfile } from "../../delivery/keys-as-profile.ts";
import { oneLineExport } from "../../delivery/one-line-export.ts";
import { shellExport } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { sayTarget } from "../acting/described-target.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { refuseControls } from "../environment/refuse-controls.ts";
import type { writtenProfile } from "./written-profile.ts";

const STDOUT = 1;

/** `ini` is a section, called after the target; the others are variables. */
export type FormOfVariables = keyof typeof FORMS | "ini";

const FORMS = {
  env: shellExport,
  source: oneLineExport,
  "docker-env": dockerEnv,
} satisfies Record<string, (environment: EnvironmentChanges, shell: Shell) => string>;

interface Wanted {
  readonly format: FormOfVariables;
  readonly shell: Shell;
  readonly quiet?: true;
  readonly shared?: true;
  readonly writeCredentials?: true;
  readonly writeProfile?: string;
}

/**
 * Prints the variables of a target, perhaps after its keys were written into a file; says which role they are for.
 *
 * @throws {ActasError} as `writtenProfile()`; `usage` and `configuration` for what the form cannot hold
 */
export async function exportVariables(
  given: Results["environment"],
  { format, quiet, shared, shell, writeCredentials, writeProfile }: Wanted,
): Promise<void> {
  const { actsAs, environment } = given;
  const nameIt = async () => writeProfile ?? nameOf(environment.ACTAS_TARGET ?? "", actsAs);
  if (format === "ini") {
    const profile = await nameIt();
    (await import("./write-credentials.ts")).requireProfileName(profile);
    return print(keysAsProfile(profile, credentialsIn(environment)));
  }
  refuseControls(environment);
  const profile = shared || writeCredentials ? await nameIt() : undefined;
  const isWritten = profile !== undefined;
  const set = isWritten ? await written(profile, environment, shared ? "own" : "users") : environment;
  const changes = format === "docker-env" ? set : environmentChanges(set);
  if (!isWritten || !isTerminal(STDOUT)) print(FORMS[format](changes, shell).trimEnd());
  if (quiet) return;
  sayTarget(isWritten ? `the profile ${profile} is` : "variables are set for", given);
}

// What reads and writes files is loaded for those who ask for it: it takes as long as all the rest.

async function nameOf(target: string, actsAs: Results["environment"]["actsAs"]): Promise<string> {
  return (await import("./name-of-written.ts")).nameOfWritten(target, actsAs);
}

async function written(...given: Parameters<typeof writtenProfile>): Promise<EnvironmentChanges> {
  return (await import("./written-profile.ts")).writtenProfile(...given);
}
