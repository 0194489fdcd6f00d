import { act, usualName } from "./act.ts";
import { type HelpSubject, helpAsked } from "./help-subject.ts";
import { typedCommand } from "./typed-command.ts";

/** Runs the command that was typed, or shows its help, and returns the exit status. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    const typed = typedCommand(argv);
    const subject = typed ? undefined : helpAsked(argv);
    if (typed) await act(typed.entry, typed.action, typed.given);
    else if (subject) await show(subject);
    else return (await import("./app.ts")).runApp(argv);
    return 0;
  } catch (error) {
    return (await import("../terminal/report-error.ts")).reportError(error, usualName(argv));
  }
}

async function show(subject: HelpSubject): Promise<void> {
  const { helpText, helpWidth } = await import("./help.ts");
  (await import("../../system/print.ts")).print(helpText(subject, await helpWidth()));
}
