import { fromCredentialsMessage } from "../../agent-api/credentials-message.ts";
import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import type { Shell } from "../../base/shells.ts";
import { jsonOutput } from "../../delivery/json-output.ts";
import { processOutput } from "../../delivery/process-output.ts";
import { evaluating, shellExport, shellOf } from "../../delivery/shell-export.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { inShell, type TypedTarget, typedByName } from "../../targets/typed-target.ts";
import type { Actions } from "../command-line/action.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { refuseControls } from "../environment/refuse-controls.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";

const STDOUT = 1;

interface ExportFlags extends CredentialFlags {
  readonly format: "env" | "json" | "process";
  readonly json?: true;
  readonly shell?: Shell;
}

/** `actas export [TARGET]` */
export const exportActions: Actions = {
  "": async (target: string | undefined, flags: ExportFlags) => {
    const shell: Shell = flags.shell ?? shellOf(parentProgram(), process.env.SHELL);
    const format = flags.json ? "json" : flags.format;
    if (format === "env" && isTerminal(STDOUT))
      throw onTerminal(flags.pick ? ["--pick"] : typedByName(target ?? "TARGET"), shell);
    const { targetRequest } = await chosenTarget(target, flags);
    const request = { ...targetRequest, environment: requestEnvironment() };
    const agent = agentUseFrom(flags);
    if (format === "env") {
      const { environment } = await askForTarget({ request: "environment", for: request }, agent);
      refuseControls(environment);
      return print(shellExport(environmentChanges(environment), shell).trimEnd());
    }
    const { credentials } = await askForTarget({ request: "credentials", for: request, delivery: "export" }, agent);
    print((format === "json" ? jsonOutput : processOutput)(fromCredentialsMessage(credentials)));
  },
};

/** The hints repeat what was typed, with all its options; `named` is the target, or how it is chosen. */
function onTerminal(named: TypedTarget, shell: Shell): ActasError {
  const command = ["actas", ...process.argv.slice(2)].map(shellWord).join(" ");
  return new ActasError("usage", "cannot print credentials here: the terminal would keep them in its scrollback", {
    hints: [
      `\`${evaluating(command, shell)}\` sets them in this shell`,
      `\`actas exec ${inShell(named)}\` starts a shell that has them renewed`,
      `\`${command} | cat\` shows them all the same`,
    ],
  });
}
