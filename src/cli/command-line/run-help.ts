import { print } from "../../system/print.ts";
import { helpText, helpWidth } from "./help.ts";
import { helpAsked } from "./help-subject.ts";

/** Runs a command line that nearly always asks for help, without what reads all others, and returns the exit status. */
export async function runHelp(argv: readonly string[]): Promise<number> {
  const subject = helpAsked(argv);
  if (!subject) return (await import("./run-command.ts")).runCommand(argv);
  try {
    print(helpText(subject, helpWidth()));
    return 0;
  } catch (error) {
    return (await import("../terminal/report-error.ts")).reportError(error, argv[0]);
  }
}
