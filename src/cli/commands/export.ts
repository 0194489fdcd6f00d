import { credentialsIn, fromCredentialsMessage } from "../../agent-api/credentials-message.ts";
import type { Results } from "../../agent-api/messages.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import type { Shell } from "../../base/shells.ts";
import { keysAsProfile } from "../../delivery/keys-as-profile.ts";
import { evaluating, shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { inShell, type TypedTarget, typedByName } from "../../targets/typed-target.ts";
import { describedTarget } from "../acting/described-target.ts";
import type { Actions } from "../command-line/action.ts";
import { FORMS_OF_KEYS, FORMS_OF_VARIABLES, type Format } from "../delivery/printed-forms.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { refuseControls } from "../environment/refuse-controls.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";
import { say } from "../terminal/say.ts";
import { untilText } from "../text/until-text.ts";

const STDOUT = 1;

interface ExportFlags extends CredentialFlags {
  readonly console?: true;
  readonly format: Format;
  readonly json?: true;
  readonly quiet?: true;
  readonly shared?: true;
  readonly shell?: Shell;
  readonly writeCredentials?: true;
  readonly writeProfile?: string;
}

/** `actas export [TARGET]` */
export const exportActions: Actions = {
  "": async (target: string | undefined, flags: ExportFlags) => {
    const shell: Shell = flags.shell ?? shellOf(parentProgram(), process.env.SHELL);
    const format = flags.json ? "json" : flags.format;
    const isWritten = flags.shared || flags.writeCredentials;
    refuseUnused(flags, format);
    if (!flags.writeCredentials && isTerminal(STDOUT) && (format === "env" || format === "source"))
      throw onTerminal(flags.pick ? ["--pick"] : typedByName(target ?? "TARGET"), shell, flags, format);
    const { targetRequest } = await chosenTarget(target, flags);
    const asked = { ...targetRequest, environment: requestEnvironment() };
    const agent = agentUseFrom(flags);
    if (flags.console) await openedConsole(await askForTarget({ request: "environment", for: asked }, agent));
    if (isFormOfKeys(format)) {
      const given = await askForTarget({ request: "credentials", for: asked, delivery: "export" }, agent);
      return print(FORMS_OF_KEYS[format](fromCredentialsMessage(given.credentials)));
    }
    const { actsAs, environment } = await askForTarget({ request: "environment", for: asked }, agent);
    const profile = flags.writeProfile ?? `${environment.ACTAS_TARGET}-actas`;
    if (format === "ini") return printSection(profile, environment);
    refuseControls(environment);
    const set = isWritten ? await written(profile, environment, flags) : environment;
    const changes = format === "docker-env" ? set : environmentChanges(set);
    if (!isWritten || !isTerminal(STDOUT)) print(FORMS_OF_VARIABLES[format](changes, shell).trimEnd());
    if (flags.quiet) return;
    const what = isWritten ? `the profile ${profile} is` : "variables are set for";
    say(`actas: ${what} ${describedTarget(environment.ACTAS_TARGET, actsAs)}${untilEnd(environment)}`);
  },
};

async function openedConsole({ actsAs, environment }: Results["environment"]): Promise<void> {
  const { consoleAs } = await import("../delivery/console/console-as.ts");
  await consoleAs({ environment, account: actsAs.account }, {});
}

async function printSection(profile: string, environment: EnvironmentChanges): Promise<void> {
  const { requireProfileName } = await import("../delivery/write-credentials.ts");
  requireProfileName(profile);
  print(keysAsProfile(profile, credentialsIn(environment)));
}

function isFormOfKeys(format: Format): format is keyof typeof FORMS_OF_KEYS {
  return Object.hasOwn(FORMS_OF_KEYS, format);
}

async function written(
  profile: string,
  environment: EnvironmentChanges,
  flags: ExportFlags,
): Promise<EnvironmentChanges> {
  const { writtenProfile } = await import("../delivery/written-profile.ts");
  return writtenProfile(profile, environment, flags.shared ? "own" : "users");
}

function untilEnd({ ACTAS_EXPIRATION }: EnvironmentChanges): string {
  return ACTAS_EXPIRATION ? `, until ${untilText(ACTAS_EXPIRATION)}` : "";
}

/** A file that is not written, or not as it was asked for, would be missed only when a program looks for it. */
function refuseUnused({ shared, writeCredentials, writeProfile }: ExportFlags, format: Format): void {
  const written = writeCredentials ? "--write-credentials" : shared && "--shared";
  if (written && (isFormOfKeys(format) || format === "ini"))
    throw new ActasError("usage", `cannot use \`--format ${format}\` with \`${written}\`: keys go to one place`, {
      hints: [`leave out one of them: with \`${written}\`, what is printed is variables that name the profile`],
    });
  if (writeProfile !== undefined && !written && format !== "ini")
    throw new ActasError("usage", "cannot use `--write-profile`: nothing is written", {
      hints: ["it goes with `--write-credentials`, `--shared` or `--format ini`"],
    });
}

/** The hints repeat what was typed, with all its options; `named` is the target, or how it is chosen. */
function onTerminal(named: TypedTarget, shell: Shell, { shared }: ExportFlags, format: "env" | "source"): ActasError {
  const command = ["actas", ...process.argv.slice(2)].map(shellWord).join(" ");
  const sets = format === "source" ? `$(${command})` : evaluating(command, shell);
  if (shared)
    return new ActasError("usage", "cannot set AWS_SHARED_CREDENTIALS_FILE from here: only your shell can do that", {
      hints: [`\`${sets}\` does`, "`--write-credentials` writes into the file that every program reads"],
    });
  return new ActasError("usage", "cannot print credentials here: the terminal would keep them in its scrollback", {
    hints: [
      `\`${sets}\` sets them in this shell`,
      `\`actas exec ${inShell(named)}\` starts a shell that has them renewed`,
      `\`${command} | cat\` shows them all the same`,
    ],
  });
}
