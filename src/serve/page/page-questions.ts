import { Cancelled, CannotAsk } from "../../conversation/conversation.ts";
import type { Question } from "../../conversation/question.ts";
import { leadingBack } from "../../page/leading-back.ts";
import type { ServingQuestion } from "../../page/serving-page-state.ts";

/** What a page can ask. */
export type PageQuestion = Question<"mfa-code"> | Question<"sign-in">;

interface OpenQuestion {
  readonly shown: ServingQuestion;
  readonly answer: (text: string | undefined) => void;
  readonly refuse: (error: unknown) => void;
}

/** The questions that are open on the page. The first is shown, and the next when that is over. */
export class PageQuestions {
  readonly #newLink: () => string;
  readonly #open: OpenQuestion[] = [];
  #next = Promise.withResolvers<ServingQuestion>();

  /** @param newLink - makes a link that leads back to the page after a sign-in */
  constructor(newLink: () => string) {
    this.#newLink = newLink;
  }

  get shown(): ServingQuestion | undefined {
    return this.#open[0]?.shown;
  }

  /** Resolves with the question that is asked next. */
  next(): Promise<ServingQuestion> {
    return this.#next.promise;
  }

  /**
   * Asks until there is an answer, or `signal` takes the question back. A sign-in is answered elsewhere.
   *
   * @throws {Cancelled} when the user says no, or goes on to something else
   */
  async ask(question: PageQuestion, signal: AbortSignal, leads = false): Promise<string | undefined> {
    const { promise, reject, resolve } = Promise.withResolvers<string | undefined>();
    const open = { shown: this.#shown(question, leads), answer: resolve, refuse: reject };
    const takenBack = (): void =>
      question.kind === "sign-in" ? resolve(undefined) : reject(new CannotAsk(TAKEN_BACK));
    signal.addEventListener("abort", takenBack);
    if (signal.aborted) takenBack();
    this.#open.push(open);
    const { resolve: asked } = this.#next;
    this.#next = Promise.withResolvers();
    asked(open.shown);
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", takenBack);
      this.#open.splice(this.#open.indexOf(open), 1);
    }
  }

  /** Answers the question for a code. @returns whether one is open */
  answerCode(code: string): boolean {
    const open = this.#open.find(({ shown }) => shown.kind === "mfa-code");
    open?.answer(code);
    return open !== undefined;
  }

  /** The user says no to what is asked. */
  cancel(): void {
    for (const { refuse } of this.#open) refuse(new Cancelled());
  }

  #shown(question: PageQuestion, leads: boolean): ServingQuestion {
    if (question.kind === "mfa-code") {
      const { again, hideArns, serialNumber, target, triesLeft } = question;
      return {
        kind: "mfa-code",
        ...(!hideArns && { target, device: serialNumber }),
        ...(again && { again }),
        ...(triesLeft !== undefined && { triesLeft }),
      };
    }
    const { source, url, userCode } = question;
    if (!/^https?:/.test(url)) throw new CannotAsk("its address is none of the web");
    if (userCode !== undefined) return { kind: "sign-in", source, url, userCode };
    return { kind: "sign-in", source, url: leadingBack(url, this.#newLink()), ...(leads && { leads }) };
  }
}

const TAKEN_BACK = "the question is no longer open";
