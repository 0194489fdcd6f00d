import type { QuestionKind } from "../../conversation/question.ts";
import { Terminal } from "../../system/terminal/terminal.ts";
import { peopleAreWatching } from "./say.ts";

/** Why a question of each kind can never be asked from here; undefined when it can. */
export const TERMINAL_PROBLEM: { readonly [K in QuestionKind]: () => string | undefined } = {
  "mfa-code": terminalProblem,
  "oath-password": terminalProblem,
  passphrase: terminalProblem,
  "sign-in": pageProblem,
};

/** Why the user cannot be asked to type here. */
export function terminalProblem(): string | undefined {
  return hasTerminal() ? undefined : "there is no terminal";
}

/** A page can also be shown where standard error is a terminal. */
export function pageProblem(): string | undefined {
  return hasTerminal() || peopleAreWatching() ? undefined : "there is no terminal to show the sign-in page on";
}

function hasTerminal(): boolean {
  using terminal = Terminal.open();
  return terminal !== undefined;
}
