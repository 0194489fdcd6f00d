import type { CredentialRequest } from "../../base/credential-request.ts";
import { MAY_NOT_ASK } from "../../conversation/may-not-ask.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { pageProblem, terminalProblem } from "./terminal-problem.ts";

const STDIN = 0;
const STDERR = 2;

interface Asking {
  /** What the user is to do: type an answer on the terminal, the default, or read the address of a page there. */
  readonly by?: "typing" | "reading";
  /** What the command's options say; absent: there is none that says it. */
  readonly interaction?: CredentialRequest["interaction"];
}

/** Why the user cannot be asked here; undefined if they can. All commands ask this, and say it in these words. */
export function askingProblem({ by = "typing", interaction = defaultInteraction() }: Asking = {}): string | undefined {
  if (interaction === "never") return MAY_NOT_ASK;
  return by === "typing" ? terminalProblem() : pageProblem();
}

/**
 * Whether the user sits in front of this very command: it may ask, its input is what they type, and they see its
 * messages. Commands that do something else for programs look at this.
 */
export function userIsThere(): boolean {
  return askingProblem() === undefined && isTerminal(STDIN) && isTerminal(STDERR);
}
