import { CannotAsk, type Conversation, type Question } from "../base/conversation.ts";

/**
 * Everybody who waits for the same answer, as one conversation: one of them is asked, and if that one goes away,
 * the next. An audience can sit in another audience, so that five roles which need one MFA session ask once.
 */
export class Audience implements Conversation {
  readonly #members: Conversation[] = [];
  #pending: Question | undefined;

  join(member: Conversation): void {
    if (this.#members.includes(member)) return;
    this.#members.push(member);
    if (this.#pending) member.waiting(this.#pending);
  }

  /** Asks members in the order they came, those who join meanwhile included, until one answers or says no. */
  async ask(question: Question, signal: AbortSignal): Promise<string> {
    let reason = "nobody is there to be asked";
    this.waiting(question);
    try {
      for (let next = 0; next < this.#members.length; next++) {
        try {
          return await this.#members[next]!.ask(question, signal);
        } catch (error) {
          if (!(error instanceof CannotAsk) || signal.aborted) throw error;
          reason = error.reason;
        }
      }
    } finally {
      this.#pending = undefined;
    }
    throw new CannotAsk(reason);
  }

  waiting(question: Question): void {
    this.#pending = question;
    for (const member of this.#members) member.waiting(question);
  }

  tell(notice: string): void {
    for (const member of this.#members) member.tell(notice);
  }
}
