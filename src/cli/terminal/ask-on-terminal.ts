import { keepFromDumps } from "../../system/processes/keep-from-dumps.ts";
import { isDumb } from "../../system/terminal/is-dumb.ts";
import { withRawTerminal } from "../../system/terminal/raw-terminal.ts";
import { terminalSize } from "../../system/terminal/terminal-size.ts";
import { fittedPrompt } from "../text/fitted-prompt.ts";
import { LineQuestion, type TypedText } from "./line-question.ts";

export interface TerminalQuestion {
  /** What stands before the answer; lines before the last one are shown above it. */
  readonly prompt: string;
  /** What stands in place of the last line of the prompt, as long as it gives a text: it may change at any time. */
  readonly live?: () => string | undefined;
  /** Absent: `shown`. */
  readonly typed?: TypedText;
  /** Withdraws the question, for instance because it was answered elsewhere. */
  readonly signal: AbortSignal;
}

/**
 * Asks one question on the terminal of this process, even when its standard files are pipes, and returns the line
 * typed. Every question of the program that is answered with a line is asked by this. The terminal is always left as it
 * was. Of a paste only the first line counts: the rest is neither an answer to the next question nor left for the shell,
 * which would run it. ^Z stops the process, and the question is shown again when it continues in the foreground.
 *
 * @throws {CannotAsk} there is no terminal, or this is a background job
 * @throws {Interrupted} ^C, ^D on an empty line, or a signal that ends programs
 * @throws the reason of `signal`
 */
export async function askOnTerminal({ prompt, signal, live, typed }: TerminalQuestion): Promise<string> {
  signal.throwIfAborted();
  if (typed === "hidden") keepFromDumps();
  const form = isDumb() ? "plain" : "edited";
  const question = new LineQuestion(fittedPrompt(prompt, terminalSize().columns), signal, form, { live, typed });
  return withRawTerminal(question, { signals: "signals-act", unread: "dropped" });
}
