import { print } from "../../system/print.ts";
import { say } from "../terminal/say.ts";
import type { act } from "./act.ts";
import { helpText, helpWidth } from "./help.ts";
import { isHelpEvaluated } from "./help-flag.ts";
import { type HelpSubject, helpAsked } from "./help-subject.ts";

/**
 * Shows the help that a command line asks for, or does what commander reads in it.
 *
 * @param acting - does it: `act()`
 * @throws {ActasError} `usage`, or what the command throws
 */
export async function runUnusual(argv: readonly string[], acting: typeof act): Promise<void> {
  if (isHelpEvaluated(argv)) return showBeside(argv.slice(0, 2));
  const subject = helpAsked(argv);
  if (subject) return print(textOf(subject));
  if (argv[0] === "help") throw (await import("./no-such-help.ts")).noSuchHelp(argv.slice(1));
  // Commander, which takes milliseconds to load, is left out where it could only say that there is no such command.
  const unknown = (await import("./unknown-command.ts")).unknownCommandIn(argv);
  if (unknown) throw unknown;
  return (await import("./app.ts")).runApp(argv, acting);
}

/** Help that no shell may take for commands. */
function showBeside(names: readonly string[]): void {
  const subject = helpAsked([...names, "--help"]);
  if (subject) for (const line of textOf(subject).split("\n")) say(line);
}

function textOf(subject: HelpSubject): string {
  return helpText(subject, helpWidth());
}
