import { type Argument, Command, CommanderError, Help, InvalidArgumentError, type Option } from "commander";
import { VERSION_AND_COMMIT } from "../base/version.ts";
import { print } from "../system/print.ts";
import { agentCommand, stopCommand } from "./commands/agent.ts";
import { cacheCommand } from "./commands/cache.ts";
import { configCommand } from "./commands/config.ts";
import { execCommand } from "./commands/exec.ts";
import { exportCommand } from "./commands/export.ts";
import { listCommand, rolesCommand, signInsCommand } from "./commands/list.ts";
import { loginCommand } from "./commands/login.ts";
import { logoutCommand } from "./commands/logout.ts";
import { credentialProcessCommand, processCommand } from "./commands/process.ts";
import { refreshCommand } from "./commands/refresh.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { setupCommand, ssoCommand } from "./commands/setup.ts";
import { showCommand } from "./commands/show.ts";
import { statusCommand } from "./commands/status.ts";
import { trustCommand } from "./commands/trust.ts";
import { useCommand } from "./commands/use.ts";
import { whoamiCommand } from "./commands/whoami.ts";
import { reportError } from "./terminal/report-error.ts";
import { usageError } from "./text/usage-error.ts";

/** The whole command line; `docs/reference/commands.md` is generated from it. */
export function commandLine(): Command {
  const app = new Command("actas")
    .description("The right temporary AWS credentials for any program, never left lying around.")
    .version(VERSION_AND_COMMIT, "-V, --version", "print the version")
    .enablePositionalOptions()
    .showSuggestionAfterError();
  for (const command of COMMANDS) app.addCommand(command());
  for (const command of otherNames()) app.addCommand(command, { hidden: true });
  app.addHelpText("after", EXAMPLES);
  for (const command of [app, ...app.commands.flatMap((one) => [one, ...one.commands])]) inOurManner(command);
  return app;
}

/** Runs one command and returns the exit status. */
export async function runApp(argv: readonly string[]): Promise<number> {
  const app = commandLine();
  try {
    await app.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    const command = commandIn(argv);
    if (!(error instanceof CommanderError)) return reportError(error, command);
    return SHOWN.includes(error.code) ? 0 : reportError(usageError(error, app, argv), command);
  }
}

/** The usual name of the command that was typed; for lists also which one. */
function commandIn([first, second]: readonly string[]): string | undefined {
  if (first === "credential-process") return "process";
  return first === "list" ? `list ${second}` : first;
}

const COMMANDS = [
  execCommand,
  processCommand,
  exportCommand,
  whoamiCommand,
  loginCommand,
  logoutCommand,
  refreshCommand,
  listCommand,
  statusCommand,
  showCommand,
  useCommand,
  trustCommand,
  cacheCommand,
  configCommand,
  setupCommand,
  agentCommand,
  sandboxCommand,
] as const;

/** Commands that users of other tools type. */
function otherNames(): Command[] {
  return [
    credentialProcessCommand(),
    rolesCommand("list-roles"),
    signInsCommand("list-sessions"),
    ssoCommand("setup-sso"),
    stopCommand("kill-agent"),
  ];
}

const EXAMPLES = `
Examples:
  actas exec staging -- terraform plan     act as a role, for one command
  actas exec auto -- make deploy           the role of this project
  actas login corp                         sign in once, in the browser
  actas process staging                    credential_process for any SDK
  actas status                             what the agent holds
  actas sandbox                            try it without an AWS account
`;

/** The codes that commander throws after help or the version; a command group alone shows help as well. */
const SHOWN: readonly string[] = ["commander.help", "commander.helpDisplayed", "commander.version"];

/** Help goes to standard output and names only commands; we print errors, and commander never ends the process. */
function inOurManner(command: Command): void {
  const show = (text: string): void => print(text.trimEnd());
  refuseEmptyValues(command);
  command
    .exitOverride()
    .helpOption("-h, --help", "show help")
    .configureHelp({ subcommandTerm: (one) => one.name(), visibleCommands: withoutHelp })
    .configureOutput({ writeOut: show, writeErr: show, outputError: () => {} });
}

/** `actas help exec` works, but users expect `--help`. */
function withoutHelp(command: Command): Command[] {
  return new Help().visibleCommands(command).filter((one) => one.name() !== "help");
}

/**
 * Refuses an empty value: it is nearly always an unset variable. If `--assume-role ""` were ignored, the program would
 * get the first role in place of the intended one.
 */
function refuseEmptyValues(command: Command): void {
  for (const option of command.options) if (option.required || option.optional) refuseEmpty(option);
  // Words of the command to run may be empty.
  for (const argument of command.registeredArguments) if (!argument.variadic) refuseEmpty(argument);
}

function refuseEmpty(taker: Option | Argument): void {
  const { parseArg } = taker;
  taker.argParser((value: string, previous: unknown): unknown => {
    if (value === "") throw new InvalidArgumentError("it is empty");
    return parseArg ? parseArg(value, previous as never) : value;
  });
}
