import { helpText, helpWidth } from "./help.ts";
import { isHelpEvaluated } from "./help-flag.ts";
import { type HelpSubject, helpAsked } from "./help-subject.ts";

/**
 * Shows the help that a command line asks for, or does what commander reads in it, and returns the exit status.
 *
 * @throws {ActasError} `usage`
 */
export async function runUnusual(argv: readonly string[]): Promise<number> {
  if (isHelpEvaluated(argv)) return showBeside(argv.slice(0, 2));
  const subject = helpAsked(argv);
  if (subject) return show(subject);
  // Commander, which takes milliseconds to load, is left out where it could only say that there is no such command.
  const unknown = (await import("./unknown-command.ts")).unknownCommandIn(argv);
  if (unknown) throw unknown;
  return (await import("./app.ts")).runApp(argv);
}

async function show(subject: HelpSubject): Promise<number> {
  (await import("../../system/print.ts")).print(helpText(subject, helpWidth()));
  return 0;
}

/** Help that no shell may take for commands. */
async function showBeside(names: readonly string[]): Promise<number> {
  const subject = helpAsked([...names, "--help"]);
  const { say } = await import("../terminal/say.ts");
  if (subject) for (const line of helpText(subject, helpWidth()).split("\n")) say(line);
  return 0;
}
