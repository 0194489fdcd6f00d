import { act, usualName } from "./act.ts";
import { type HelpSubject, helpAsked, isHelpFlag } from "./help-subject.ts";
import { typedCommand } from "./typed-command.ts";

/** Runs the command that was typed, or shows its help, and returns the exit status. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    if (isEvaluated(argv) && argv.some(isHelpFlag)) return await showBeside(argv.slice(0, 2));
    const typed = typedCommand(argv);
    const subject = typed ? undefined : helpAsked(argv);
    if (typed) await act(typed.entry, typed.action, typed.given);
    else if (subject) await show(subject);
    else return await runUnusual(argv);
    return 0;
  } catch (error) {
    return (await import("../terminal/report-error.ts")).reportError(error, usualName(argv));
  }
}

/** Commander, which takes milliseconds to load, is left out where it could only say that there is no such command. */
async function runUnusual(argv: readonly string[]): Promise<number> {
  const unknown = (await import("./unknown-command.ts")).unknownCommandIn(argv);
  if (unknown) throw unknown;
  return (await import("./app.ts")).runApp(argv);
}

async function show(subject: HelpSubject): Promise<void> {
  const { helpText, helpWidth } = await import("./help.ts");
  (await import("../../system/print.ts")).print(helpText(subject, await helpWidth()));
}

/** Whether a shell evaluates what is printed: it runs this for `as`. */
function isEvaluated([command, member, ...words]: readonly string[]): boolean {
  return command === "shell" && member === "use" && words.includes("--pid");
}

/** Help that no shell may take for commands. */
async function showBeside(names: readonly string[]): Promise<number> {
  const subject = helpAsked([...names, "--help"]);
  const { helpText, helpWidth } = await import("./help.ts");
  const { say } = await import("../terminal/say.ts");
  if (subject) for (const line of helpText(subject, await helpWidth()).split("\n")) say(line);
  return 0;
}
