import { Command, CommanderError } from "commander";
import { ActasError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import { print } from "../system/print.ts";
import { agentCommand } from "./commands/agent.ts";
import { cacheCommand } from "./commands/cache.ts";
import { configCommand } from "./commands/config.ts";
import { execCommand } from "./commands/exec.ts";
import { exportCommand } from "./commands/export.ts";
import { processCommand } from "./commands/process.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { statusCommand } from "./commands/status.ts";
import { whoamiCommand } from "./commands/whoami.ts";
import { reportError } from "./report-error.ts";

/** The whole command line; `docs/reference/commands.md` is generated from it. */
export function commandLine(): Command {
  const app = new Command("actas")
    .description("The right temporary AWS credentials for any program, never left lying around.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand(false)
    .enablePositionalOptions()
    .showSuggestionAfterError();
  for (const command of COMMANDS) app.addCommand(command());
  app.addHelpText("after", EXAMPLES);
  for (const command of [app, ...app.commands.flatMap((one) => [one, ...one.commands])]) quietly(command);
  return app;
}

/** Runs one command and returns the exit status. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    await commandLine().parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    const command = argv[0] === "credential-process" ? "process" : argv[0];
    if (!(error instanceof CommanderError)) return reportError(error, command);
    return error.exitCode === 0 ? 0 : reportError(usageError(error), command);
  }
}

const COMMANDS = [
  execCommand,
  processCommand,
  exportCommand,
  whoamiCommand,
  statusCommand,
  cacheCommand,
  configCommand,
  agentCommand,
  sandboxCommand,
] as const;

const EXAMPLES = `
Examples:
  actas exec staging -- terraform plan     act as a role, for one command
  actas process staging                    credential_process for any SDK
  actas status                             what the agent holds
  actas sandbox                            try it without an AWS account
`;

/** Help goes to standard output, everything else to standard error, and commander never ends the process. */
function quietly(command: Command): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => print(text.trimEnd()),
    writeErr: () => {},
  });
}

function usageError(error: CommanderError): ActasError {
  const reason = error.message.replace(/^error: /, "").replace(/\n.*/s, "");
  return new ActasError("usage", reason, { hints: hintsOf(error) });
}

function hintsOf({ message }: CommanderError): string[] {
  const suggestion = /\(Did you mean (.+)\?\)/.exec(message)?.[1];
  return [...(suggestion ? [`did you mean \`${suggestion}\`?`] : []), "`actas --help` shows what there is"];
}
