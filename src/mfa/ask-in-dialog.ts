import { printable } from "../base/printable.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";
import { codeDialogs } from "../system/code-dialogs.ts";
import { hasScreen } from "../system/desktop.ts";
import { runOnScreen } from "./run-on-screen.ts";

/** No program on PATH shows a window that asks. */
export class NoDialogProgram extends CannotAsk {
  constructor() {
    super("there is neither `zenity` nor `kdialog` for a dialog");
  }
}

/**
 * Asks for a code, or hidden for the password of a key, in a window on the screen of a command that waits.
 *
 * @throws {CannotAsk} there is no screen, or no program for it, or the user has closed the window
 */
export async function askInDialog(
  question: Question<"mfa-code" | "oath-password">,
  conversation: Conversation,
  signal: AbortSignal,
): Promise<string> {
  const refusal = conversation.refuses(question.kind);
  if (refusal !== undefined) throw new CannotAsk(refusal);
  const surroundings = await conversation.surroundings("gui");
  const { environment } = surroundings;
  if (!hasScreen(environment)) throw new CannotAsk("there is no screen for a dialog");
  const isPassword = question.kind === "oath-password";
  for (const dialog of codeDialogs(printable(words(question)), environment, isPassword ? "hidden" : "shown")) {
    const end = await runOnScreen(dialog, surroundings, signal);
    if (!end) continue;
    if (end.status === 0) return isPassword ? end.output.replace(/\r?\n$/, "") : end.output.trim();
    throw new CannotAsk(end.status === 1 ? "the dialog was closed" : `${dialog.name} could not show a dialog`);
  }
  throw new NoDialogProgram();
}

const AGAIN = {
  "wrong-code": "AWS did not accept the code. ",
  "code-already-used": "This code was sent before. ",
  "not-six-digits": "A code is six digits. ",
} as const;

function words(question: Question<"mfa-code" | "oath-password">): string {
  if (question.kind === "oath-password") {
    return `${question.again ? "The password was wrong. " : ""}Type the OATH password of YubiKey ${question.serial}.`;
  }
  const { again, hideArns, serialNumber, target } = question;
  const what = hideArns ? "the MFA code" : `the MFA code of ${serialNumber} for "${target}"`;
  return `${again ? AGAIN[again] : ""}Type ${what}.`;
}
