import { act, usualName } from "./act.ts";
import { isHelpEvaluated } from "./help-flag.ts";
import { typedCommand } from "./typed-command.ts";

/** Runs the command that was typed, or shows its help, and returns the exit status. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    const typed = isHelpEvaluated(argv) ? undefined : typedCommand(argv);
    if (!typed) return await (await import("./run-unusual.ts")).runUnusual(argv);
    await act(typed.name, typed.action, typed.given);
    return 0;
  } catch (error) {
    return (await import("../terminal/report-error.ts")).reportError(error, usualName(argv));
  }
}
