import { type Command, CommanderError } from "commander";
import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import { reportError } from "../terminal/report-error.ts";
import { usageError } from "../text/usage-error.ts";
import { usualName } from "./act.ts";
import { commandLine } from "./command-line.ts";
import { helpWidth } from "./help.ts";

/** Runs one command, or shows help, and returns the exit status. */
export async function runApp(argv: readonly string[]): Promise<number> {
  const name = argv.find((word) => !word.startsWith("-") && word !== "help") ?? "";
  const app = commandLine({ complete: name, width: await helpWidth() });
  const command = usualName(argv);
  try {
    if (argv[0] === "help") helpOf(app, argv.slice(1)).help();
    await app.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error, command);
    return SHOWN.includes(error.code) ? 0 : reportError(usageError(error, app, argv), command);
  }
}

/** The codes that commander throws after help or the version; a command group alone shows help as well. */
const SHOWN: readonly string[] = ["commander.help", "commander.helpDisplayed", "commander.version"];

/** The command that `actas help sandbox code` names. @throws {ActasError} `usage` */
function helpOf(app: Command, names: readonly string[]): Command {
  return names.reduce((command, name) => {
    const named = command.commands.find((one) => one.name() === name || one.aliases().includes(name));
    if (!named) throw noSuchCommand(names, command);
    return named;
  }, app);
}

function noSuchCommand(names: readonly string[], found: Command): ActasError {
  const path = (command: Command): string =>
    command.parent ? `${path(command.parent)} ${command.name()}` : command.name();
  const all = names.map(shellWord).join(" ");
  return new ActasError("usage", `cannot show the help of "${all}": there is no such command`, {
    hints: [`\`${path(found)} --help\` shows what there is`],
  });
}
