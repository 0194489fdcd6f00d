import { CommanderError } from "commander";
import { usageError } from "../text/usage-error.ts";
import type { act } from "./act.ts";
import { commandLine } from "./command-line.ts";
import { helpWidth } from "./help.ts";

/**
 * Shows help, or does what commander reads in a command line.
 *
 * @param acting - does it: `act()`, which is in one piece with what reads usual command lines
 * @throws {ActasError} `usage`, or what the command throws
 */
export async function runApp(argv: readonly string[], acting: typeof act): Promise<void> {
  const name = argv.find((word) => !word.startsWith("-")) ?? "";
  const app = commandLine({ complete: name, width: helpWidth(), acting });
  try {
    await app.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (!SHOWN.includes(error.code)) throw usageError(error, app, argv);
  }
}

/** The codes that commander throws after help or the version; a command group alone shows help as well. */
const SHOWN: readonly string[] = ["commander.help", "commander.helpDisplayed", "commander.version"];
