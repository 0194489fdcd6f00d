import type { Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";

/**
 * Does something while a page is shown to the user, and either may end the other: when the work is done the page is
 * over, and when the page cannot be shown or the user says no, the work's signal is aborted.
 *
 * @throws {CannotAsk} nobody can be shown the page
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
