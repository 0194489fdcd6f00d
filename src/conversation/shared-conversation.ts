import type { Surroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation, type Pending, type Question, type SignInPage } from "./conversation.ts";

/**
 * Everybody who waits for the same answer, as one conversation: one of them is asked, and if that one goes away,
 * the next. It can be a member of another one, so that five roles which need one MFA session ask once.
 */
export class SharedConversation implements Conversation {
  readonly #members: Conversation[] = [];
  #pending: Pending | undefined;

  join(member: Conversation): void {
    if (this.#members.includes(member)) return;
    this.#members.push(member);
    if (this.#pending) member.waiting({ ...this.#pending, elsewhere: true });
  }

  ask(question: Question, signal: AbortSignal): Promise<string> {
    const { serialNumber, target } = question;
    return this.#oneOfUs({ kind: "mfa-code", serialNumber, target }, signal, (member) => member.ask(question, signal));
  }

  openPage(page: SignInPage, signal: AbortSignal): Promise<void> {
    return this.#oneOfUs({ kind: "sign-in", source: page.source }, signal, (member) => member.openPage(page, signal));
  }

  /** Of the first that can say: what those share does not depend on it. */
  async surroundings(): Promise<Surroundings> {
    for (const member of this.#members) {
      const found = await member.surroundings?.().catch(() => undefined);
      if (found) return found;
    }
    throw new CannotAsk("nobody is there to be asked");
  }

  /** Only when all of them refuse. */
  refusesPages(): string | undefined {
    let reason: string | undefined;
    for (const member of this.#members) {
      reason = member.refusesPages?.();
      if (reason === undefined) return undefined;
    }
    return reason;
  }

  waiting(pending: Pending): void {
    this.#pending = pending;
    for (const [index, member] of this.#members.entries()) {
      member.waiting(index === 0 ? pending : { ...pending, elsewhere: true });
    }
  }

  /** Whoever joins now has nothing to wait for. */
  wentOn(): void {
    this.#pending = undefined;
    for (const member of this.#members) member.wentOn?.();
  }

  tell(notice: string): void {
    for (const member of this.#members) member.tell(notice);
  }

  /** Asks members in the order they came, those who join meanwhile included, until one answers or says no. */
  async #oneOfUs<T>(pending: Pending, signal: AbortSignal, ask: (member: Conversation) => Promise<T>): Promise<T> {
    let reason = "nobody is there to be asked";
    this.waiting(pending);
    try {
      for (let next = 0; next < this.#members.length; next++) {
        try {
          return await ask(this.#members[next]!);
        } catch (error) {
          if (!(error instanceof CannotAsk) || signal.aborted) throw error;
          reason = error.reason;
        }
      }
    } finally {
      this.wentOn();
    }
    throw new CannotAsk(reason);
  }
}
