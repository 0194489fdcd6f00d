import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { Interrupted } from "../../system/terminal/interrupted.ts";
import { askOnTerminal, type TerminalQuestion } from "./ask-on-terminal.ts";

/**
 * Asks the user for one line. Text pasted after the line is dropped, because the shell would run it.
 *
 * @param purpose - completes "cannot …"
 * @returns the line without blanks at its ends
 * @throws {CannotAsk} there is no terminal, or this is a background job
 * @throws {ActasError} `cancelled`
 */
export async function askUser(prompt: string, purpose: string): Promise<string> {
  return answerTo({ prompt }, purpose);
}

/** The same for a secret, which is not shown. @throws as {@link askUser} */
export async function askHidden(prompt: string, purpose: string): Promise<Secret> {
  return new Secret(await answerTo({ prompt, typed: "hidden" }, purpose));
}

async function answerTo(question: Omit<TerminalQuestion, "signal">, purpose: string): Promise<string> {
  try {
    const signal = new AbortController().signal;
    return (await askOnTerminal({ ...question, signal })).trim();
  } catch (error) {
    throw cancelled(error, purpose);
  }
}

/** What to throw for an error of {@link askOnTerminal}: `cancelled` where the user has ended the question. */
export function cancelled(error: unknown, purpose: string): unknown {
  if (!(error instanceof Interrupted)) return error;
  // As the user wanted; usually this process ends here.
  if (error.signal) process.kill(process.pid, error.signal);
  return new ActasError("cancelled", `cannot ${purpose}: the question was cancelled`);
}

/** Asks until the answer is yes or no. Enter alone means no. @throws as {@link askUser} */
export async function askYesOrNo(question: string, purpose: string): Promise<"yes" | "no"> {
  for (let prompt = `${question} [y/N] `; ; prompt = "actas: yes or no? [y/N] ") {
    const answer = await askUser(prompt, purpose);
    if (/^y(es)?$/i.test(answer)) return "yes";
    if (/^(no?)?$/i.test(answer)) return "no";
  }
}
