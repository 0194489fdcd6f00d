import { credentialsIn, fromCredentialsMessage } from "../../agent-api/credentials-message.ts";
import type { Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import type { Shell } from "../../base/shells.ts";
import { evaluating, shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { inShell, type TypedTarget, typedByName } from "../../targets/typed-target.ts";
import type { Actions } from "../command-line/action.ts";
import { exportVariables, type FormOfVariables } from "../delivery/export-variables.ts";
import { FORMS_OF_KEYS } from "../delivery/forms-of-keys.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";

const STDOUT = 1;
const POSIX: readonly Shell[] = ["sh", "bash", "zsh"];

type Format = FormOfVariables | keyof typeof FORMS_OF_KEYS;

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
    const format = flags.json ? "json" : flags.format;
    refuseUnused(flags, format);
    if (!flags.writeCredentials && isTerminal(STDOUT) && (format === "env" || format === "source"))
      throw onTerminal(flags.pick ? ["--pick"] : typedByName(target ?? "TARGET"), flags, format);
    const { targetRequest } = await chosenTarget(target, flags);
    const request = { ...targetRequest, environment: requestEnvironment() };
    const agent = agentUseFrom(flags);
    if (isFormOfKeys(format) && !flags.console) {
      const { credentials } = await askForTarget({ request: "credentials", for: request, delivery: "export" }, agent);
      return print(FORMS_OF_KEYS[format](fromCredentialsMessage(credentials)));
    }
    const delivery = flags.shared || flags.writeCredentials ? ({ delivery: "file" } as const) : {};
    const given = await askForTarget({ request: "environment", for: request, ...delivery }, agent);
    if (flags.console) await openedConsole(given);
    if (isFormOfKeys(format)) return print(FORMS_OF_KEYS[format](credentialsIn(given.environment)));
    await exportVariables(given, { ...flags, format, shell: shellHere(flags) });
  },
};

async function openedConsole({ actsAs, environment }: Results["environment"]): Promise<void> {
  const { consoleAs } = await import("../delivery/console/console-as.ts");
  await consoleAs({ environment, account: actsAs.account }, {});
}

/** The shell that evaluates what is printed. */
function shellHere({ shell }: ExportFlags): Shell {
  return shell ?? shellOf(parentProgram(), process.env.SHELL);
}

function isFormOfKeys(format: Format): format is keyof typeof FORMS_OF_KEYS {
  return Object.hasOwn(FORMS_OF_KEYS, format);
}

/** A file that is not written, or not as it was asked for, would be missed only when a program looks for it. */
function refuseUnused({ shared, shell, writeCredentials, writeProfile }: ExportFlags, format: Format): void {
  if (shell !== undefined && format !== "env" && !(format === "source" && POSIX.includes(shell)))
    throw new ActasError("usage", `cannot use \`--shell ${shell}\` with \`--format ${format}\``, {
      hints: [`leave out \`--format\` for statements of ${shell}, or \`--shell\``],
    });
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
function onTerminal(named: TypedTarget, flags: ExportFlags, format: "env" | "source"): ActasError {
  const command = ["actas", ...process.argv.slice(2)].map(shellWord).join(" ");
  const sets = format === "source" ? `$(${command})` : evaluating(command, shellHere(flags));
  if (flags.shared)
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
