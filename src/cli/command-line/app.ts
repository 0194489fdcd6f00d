import { CommanderError } from "commander";
import { reportError } from "../terminal/report-error.ts";
import { usageError } from "../text/usage-error.ts";
import { usualName } from "./act.ts";
import { commandLine } from "./command-line.ts";
import { helpWidth } from "./help.ts";

/** Runs one command, or shows help, and returns the exit status. */
export async function runApp(argv: readonly string[]): Promise<number> {
  const name = argv.find((word) => !word.startsWith("-")) ?? "";
  const app = commandLine({ complete: name, width: await helpWidth() });
  const command = usualName(argv);
  try {
    await app.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error, command);
    return SHOWN.includes(error.code) ? 0 : reportError(usageError(error, app, argv), command);
  }
}

/** The codes that commander throws after help or the version; a command group alone shows help as well. */
const SHOWN: readonly string[] = ["commander.help", "commander.helpDisplayed", "commander.version"];
