import { BASH_COMPLETION } from "../fast-command.ts";
import { complete, completeInBash } from "./complete.ts";

/** Answers a shell in which a person has pressed TAB. Our scripts hide errors: the person wants the line left alone. */
export async function runCompletion([command, ...words]: readonly string[]): Promise<number> {
  try {
    await (command === BASH_COMPLETION ? completeInBash : complete)(words);
    return 0;
  } catch (error) {
    return (await import("../../terminal/report-error.ts")).reportError(error, command);
  }
}
