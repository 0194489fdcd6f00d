import { act, usualName } from "./act.ts";
import { typedCommand } from "./typed-command.ts";

/** Runs the command that was typed, and returns the exit status. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const typed = typedCommand(argv);
  if (!typed) return (await import("./app.ts")).runApp(argv);
  try {
    await act(typed.entry, typed.action, typed.given);
    return 0;
  } catch (error) {
    return (await import("../terminal/report-error.ts")).reportError(error, usualName(argv));
  }
}
