import type { ActasError } from "../base/errors.ts";
import { CannotAsk } from "./conversation.ts";
import { noPerson } from "./no-person.ts";
import { PassingOn } from "./passing-on.ts";
import { personRequired } from "./person-required.ts";
import type { Answer, Question, QuestionKind, Topic } from "./question.ts";

/** What a person answers with. */
const ANSWERED_WITH: Readonly<Record<QuestionKind, "keyboard" | "browser">> = {
  "mfa-code": "keyboard",
  "oath-password": "keyboard",
  passphrase: "keyboard",
  "sign-in": "browser",
};

/**
 * A conversation that does not wait for what only a person can do: `anybody`, or just what takes a `browser`, where a
 * code may still be asked for. It is refused as soon as another command is asked for what it waits for.
 */
export class Impatient extends PassingOn {
  readonly #waitsNotFor: "anybody" | "browser";
  readonly #reason: string;
  readonly #refuse: (error: ActasError) => void;
  /** Rejects when only a person can help; race it with the work. */
  readonly refused: Promise<never>;

  /** `reason` ends "cannot ask for …: ". */
  constructor(waitsNotFor: "anybody" | "browser", reason: string, behind = noPerson(reason)) {
    super(behind);
    this.#waitsNotFor = waitsNotFor;
    this.#reason = reason;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.refused = promise;
    this.#refuse = reject;
  }

  override ask<K extends QuestionKind>(question: Question<K>, signal: AbortSignal): Promise<Answer<K>> {
    const reason = this.refuses(question.kind);
    return reason === undefined ? this.behind.ask(question, signal) : Promise.reject(new CannotAsk(reason));
  }

  override refuses(kind: QuestionKind): string | undefined {
    const isRefused = this.#waitsNotFor === "anybody" || ANSWERED_WITH[kind] === this.#waitsNotFor;
    return isRefused ? this.#reason : this.behind.refuses(kind);
  }

  override waiting(topic: Topic, asked: "here" | "elsewhere"): void {
    const reason = this.refuses(topic.kind);
    if (reason === undefined) this.behind.waiting(topic, asked);
    else this.#refuse(personRequired(topic, reason));
  }
}
