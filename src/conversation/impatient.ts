import type { ActasError } from "../base/errors.ts";
import type { Surroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation, type Pending, type Question } from "./conversation.ts";
import { personRequired } from "./person-required.ts";

/**
 * A conversation that does not wait for what only a person can do: `anybody`, or just a sign-in in a `browser`, where
 * a code may still be asked for. It is refused as soon as somebody else is asked for what it waits for.
 */
export class Impatient implements Conversation {
  readonly #waitsNotFor: "anybody" | "browser";
  readonly #reason: string;
  readonly #behind: Conversation | undefined;
  readonly #refuse: (error: ActasError) => void;
  /** Rejects when only a person can help; race it with the work. */
  readonly refused: Promise<never>;

  /** `reason` ends "cannot ask for …: ". */
  constructor(waitsNotFor: "anybody" | "browser", reason: string, behind?: Conversation) {
    this.#waitsNotFor = waitsNotFor;
    this.#reason = reason;
    this.#behind = behind;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.refused = promise;
    this.#refuse = reject;
  }

  ask(question: Question, signal: AbortSignal): Promise<string> {
    if (this.#waitsNotFor === "anybody" || !this.#behind) return Promise.reject(new CannotAsk(this.#reason));
    return this.#behind.ask(question, signal);
  }

  /** Says nothing about a person, so it is asked all the same. */
  surroundings(): Promise<Surroundings> {
    return this.#behind?.surroundings?.() ?? Promise.reject(new CannotAsk(this.#reason));
  }

  refusesPages(): string {
    return this.#reason;
  }

  openPage(): Promise<void> {
    return Promise.reject(new CannotAsk(this.#reason));
  }

  waiting(pending: Pending): void {
    if (this.#waitsNotFor === "anybody" || pending.kind === "sign-in") {
      this.#refuse(personRequired(pending, this.#reason));
    } else {
      this.#behind?.waiting(pending);
    }
  }

  tell(notice: string): void {
    this.#behind?.tell(notice);
  }
}
