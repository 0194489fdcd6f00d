import type { Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";

/**
 * Runs work while a page is shown to the user. When the work ends, the page is closed. When the page cannot be shown,
 * or the user says no, the work's signal is aborted.
 *
 * @param problemWith - takes what the user answers with, or says why it cannot be used: then the question comes again
 * @throws {CannotAsk} the page cannot be shown
 * @throws {ActasError} `cancelled` when the user said no, and whatever the work throws
 */
export async function whileShown<T>(
  conversation: Conversation,
  page: Question<"sign-in">,
  work: (signal: AbortSignal) => Promise<T>,
  problemWith: (answer: string) => string | undefined = () => undefined,
): Promise<T> {
  const over = new AbortController();
  const cannotGoOn = Promise.withResolvers<never>();
  askUntilUsable(conversation, page, over.signal, problemWith).catch(cannotGoOn.reject);
  try {
    return await Promise.race([work(over.signal), cannotGoOn.promise]);
  } finally {
    over.abort();
  }
}

async function askUntilUsable(
  conversation: Conversation,
  page: Question<"sign-in">,
  signal: AbortSignal,
  problemWith: (answer: string) => string | undefined,
): Promise<void> {
  for (let question = page; ; ) {
    const answer = await conversation.ask(question, signal);
    const again = answer === undefined ? undefined : problemWith(answer);
    if (again === undefined) return;
    question = { ...page, again };
  }
}
