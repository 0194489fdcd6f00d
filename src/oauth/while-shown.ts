import type { Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";

/**
 * Runs work while a page is shown to the user. When the work ends, the page is closed. When the page cannot be shown,
 * or the user says no, the work's signal is aborted.
 *
 * @throws {CannotAsk} the page cannot be shown
 * @throws {ActasError} `cancelled` when the user said no, and whatever the work throws
 */
export async function whileShown<T>(
  conversation: Conversation,
  page: Question<"sign-in">,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const cannotGoOn = Promise.withResolvers<never>();
  conversation.ask(page, over.signal).catch(cannotGoOn.reject);
  try {
    return await Promise.race([work(over.signal), cannotGoOn.promise]);
  } finally {
    over.abort();
  }
}
