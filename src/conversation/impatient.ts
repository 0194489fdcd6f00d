import type { ActasError } from "../base/errors.ts";
import type { Surroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation } from "./conversation.ts";
import { noPerson } from "./no-person.ts";
import { personRequired } from "./person-required.ts";
import type { Answer, Question, QuestionKind, Topic } from "./question.ts";
import type { SecurityKey } from "./security-key.ts";
import type { Waiters } from "./waiters.ts";

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
export class Impatient implements Conversation {
  readonly #waitsNotFor: "anybody" | "browser";
  readonly #reason: string;
  readonly #behind: Conversation;
  readonly #refuse: (error: ActasError) => void;
  /** Rejects when only a person can help; race it with the work. */
  readonly refused: Promise<never>;

  /** `reason` ends "cannot ask for …: ". */
  constructor(waitsNotFor: "anybody" | "browser", reason: string, behind = noPerson(reason)) {
    this.#waitsNotFor = waitsNotFor;
    this.#reason = reason;
    this.#behind = behind;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.refused = promise;
    this.#refuse = reject;
  }

  get waiters(): Waiters {
    return this.#behind.waiters;
  }

  ask<K extends QuestionKind>(question: Question<K>, signal: AbortSignal): Promise<Answer<K>> {
    const reason = this.refuses(question.kind);
    return reason === undefined ? this.#behind.ask(question, signal) : Promise.reject(new CannotAsk(reason));
  }

  refuses(kind: QuestionKind): string | undefined {
    const isRefused = this.#waitsNotFor === "anybody" || ANSWERED_WITH[kind] === this.#waitsNotFor;
    return isRefused ? this.#reason : this.#behind.refuses(kind);
  }

  waiting(topic: Topic, asked: "here" | "elsewhere"): void {
    const reason = this.refuses(topic.kind);
    if (reason === undefined) this.#behind.waiting(topic, asked);
    else this.#refuse(personRequired(topic, reason));
  }

  wentOn(): void {
    this.#behind.wentOn();
  }

  securityKey(state: SecurityKey | undefined): void {
    this.#behind.securityKey(state);
  }

  tell(notice: string): void {
    this.#behind.tell(notice);
  }

  detail(step: string): void {
    this.#behind.detail(step);
  }

  /** Takes no person, so it is asked all the same. */
  surroundings(): Promise<Surroundings> {
    return this.#behind.surroundings();
  }
}
