import type { CommandListener } from "../../../agent-api/exchange.ts";
import { CannotAsk } from "../../../conversation/conversation.ts";
import type { Askers, Question } from "../../../conversation/question.ts";
import type { PageQuestions } from "../../../serve/page/page-questions.ts";
import { terminalListener } from "../../terminal/terminal-listener.ts";

export interface PageListenerParts {
  readonly questions: PageQuestions;
  /** Whether a page is open. */
  readonly isThere: () => boolean;
  /** Whether the user waits for something that was asked for on the page, which then leads to a sign-in by itself. */
  readonly leads: () => boolean;
}

/**
 * The user at a page and at the terminal: a code may be typed at either, whichever comes first. A sign-in is shown on the
 * page if one is open. What else is asked, the terminal asks.
 */
export function pageListener({ isThere, leads, questions }: PageListenerParts): CommandListener {
  const terminal = terminalListener();
  const atBoth = async (question: Question<"mfa-code">, signal: AbortSignal): Promise<string> => {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const onPage = questions.ask(question, either).then((code) => code ?? "");
    const atTerminal = terminal.ask(question, either).catch((error: unknown) => {
      if (error instanceof CannotAsk) return onPage;
      throw error;
    });
    try {
      return await Promise.race([onPage, atTerminal]);
    } finally {
      over.abort();
      // The terminal is itself again before anything else is said there.
      await atTerminal.catch(() => {});
    }
  };
  const askers: Askers = {
    "mfa-code": atBoth,
    "oath-password": terminal.ask,
    passphrase: terminal.ask,
    "sign-in": (page, signal) => (isThere() ? questions.ask(page, signal, leads()) : terminal.ask(page, signal)),
  };
  return {
    ...terminal,
    ask: (question, signal) => askers[question.kind](question, signal),
    refuses: (kind) => (kind === "mfa-code" || (kind === "sign-in" && isThere()) ? undefined : terminal.refuses(kind)),
  };
}
