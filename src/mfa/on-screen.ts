import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";
import { hasScreen } from "../system/desktop.ts";
import { askInDialog, NoDialogProgram } from "./ask-in-dialog.ts";
import type { CodeWays } from "./mfa-input.ts";
import { notify } from "./notify.ts";

/** A key without touch, or a command, gives a code within this time: then the user need not be disturbed. */
const HEAD_START_MS = 1_500;

/** The terminal has said already that there is none. */
const NOTHING_TO_ADD = "";

/**
 * Turns to the user's screen where no terminal asks: with a window, or else with a notification that says what to do.
 *
 * @throws as {@link askInDialog}
 */
export async function onScreen(
  question: Question<"mfa-code">,
  conversation: Conversation,
  signal: AbortSignal,
  ways: CodeWays,
): Promise<string> {
  if (!(await isThereAScreen(conversation))) throw new CannotAsk(NOTHING_TO_ADD);
  if (!question.again && (ways.yubikey || ways.command)) await Bun.sleep(HEAD_START_MS);
  signal.throwIfAborted();
  try {
    if (conversation.waiters.wish("gui") === "usual") return await askInDialog(question, conversation, signal);
  } catch (error) {
    if (!(error instanceof NoDialogProgram)) throw error;
  }
  await notify(question, await conversation.surroundings(), ways.yubikey ? "key" : "no-key");
  throw new CannotAsk(NOTHING_TO_ADD);
}

/** Whether there is one, and a person may be asked there. */
async function isThereAScreen(conversation: Conversation): Promise<boolean> {
  if (conversation.refuses("mfa-code") !== undefined) return false;
  try {
    return hasScreen((await conversation.surroundings()).environment);
  } catch (error) {
    if (error instanceof CannotAsk) return false;
    throw error;
  }
}
