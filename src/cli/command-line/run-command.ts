import { act } from "./act.ts";
import { isHelpEvaluated } from "./help-flag.ts";
import { typedCommand } from "./typed/typed-command.ts";

/** Runs the command that was typed, or shows its help, and returns the exit status. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    const typed = isHelpEvaluated(argv) ? undefined : typedCommand(argv);
    if (!typed) await (await import("./run-unusual.ts")).runUnusual(argv, act);
    else await act(typed.name, typed.action, typed.given);
    return 0;
  } catch (error) {
    const told = argv.at(-1) === "help" ? (await import("./help-meant.ts")).helpMeant(error, argv) : error;
    return (await import("../terminal/report-error.ts")).reportError(told, usualName(argv));
  }
}

/** The usual name of the command that was typed; for lists also which one. */
function usualName([first, second]: readonly string[]): string | undefined {
  if (first === "credential-process") return "process";
  return first === "list" ? `list ${second}` : first;
}
