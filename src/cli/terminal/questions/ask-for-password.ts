import type { Question } from "../../../conversation/question.ts";
import { askOnTerminal } from "../ask-on-terminal.ts";

/**
 * Asks for the OATH password of a YubiKey. What is typed is not shown.
 *
 * @throws as {@link askOnTerminal}
 */
export function askForPassword({ again, serial }: Question<"oath-password">, signal: AbortSignal): Promise<string> {
  const why = again ? "actas: the password was wrong\n" : "";
  const prompt = `${why}actas: OATH password of YubiKey ${serial} (not shown; Enter alone: without the key): `;
  return askOnTerminal({ prompt, signal, typed: "hidden" });
}
