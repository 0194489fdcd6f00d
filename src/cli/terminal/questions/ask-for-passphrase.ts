import type { Question } from "../../../conversation/question.ts";
import { askOnTerminal } from "../ask-on-terminal.ts";

type Asked = Question<"passphrase">;

const WHY: { readonly [K in NonNullable<Asked["again"]>]: string } = {
  wrong: "actas: the passphrase was wrong; if it is lost, `actas cache clear` forgets what is kept\n",
  different: "actas: the two were not the same\n",
};

const PROMPTS: { readonly [K in Asked["step"]]: string } = {
  open: "actas: passphrase of the sign-ins that are kept (not shown; Enter alone: go on without them): ",
  choose: "actas: choose a passphrase for the sign-ins that are kept (not shown; Enter alone: keep none): ",
  repeat: "actas: the same passphrase once more: ",
};

/**
 * Asks for the passphrase of what is kept, or for a new one. What is typed is not shown.
 *
 * @throws as {@link askOnTerminal}
 */
export function askForPassphrase({ again, step }: Asked, signal: AbortSignal): Promise<string> {
  return askOnTerminal({ prompt: (again ? WHY[again] : "") + PROMPTS[step], signal, typed: "hidden" });
}
