import type { MfaInputName } from "../base/credential-request.ts";
import type { Surroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation } from "./conversation.ts";
import { Listeners } from "./listeners.ts";
import { type Answer, type Question, type QuestionKind, type Topic, topicOf } from "./question.ts";
import type { SecurityKey } from "./security-key.ts";
import type { AwaitedCode, Waiters, WaitersChange } from "./waiters.ts";

/**
 * All who wait for the same answer, as one conversation: one of them is asked, and if that one goes away, the next. It
 * can be a member of another one, so that five roles which need one sign-in ask once.
 */
export class SharedConversation implements Conversation {
  readonly waiters: Waiters = {
    wait: () => this.#waiting.length > 0,
    onChange: (hear) => this.#listeners.add(hear),
    wish: (input) => this.#wish(input),
    codeAwaited: (state) => this.#codeAwaited(state),
  };
  readonly #members: Conversation[] = [];
  readonly #listeners = new Listeners<WaitersChange>();
  #code: AwaitedCode | undefined;
  #topic: Topic | undefined;
  #key: SecurityKey | undefined;

  join(member: Conversation): void {
    if (this.#members.includes(member)) return;
    this.#members.push(member);
    member.waiters.onChange((change) => this.#listeners.tell(change));
    if (this.#code) member.waiters.codeAwaited(this.#code);
    if (this.#topic) member.waiting(this.#topic, "elsewhere");
    if (this.#key) member.securityKey(this.#key);
    this.#listeners.tell("came");
  }

  /** None of them waits any more: they have what they waited for. */
  close(): void {
    this.#members.length = 0;
    this.#listeners.tell("went");
  }

  /** Asks members in the order they came, those who join meanwhile included, until one answers or says no. */
  async ask<K extends QuestionKind>(question: Question<K>, signal: AbortSignal): Promise<Answer<K>> {
    const refused = this.refuses(question.kind);
    if (refused !== undefined) throw new CannotAsk(refused);
    let reason = "nobody is there to be asked";
    this.waiting(topicOf(question), "here");
    try {
      for (let next = 0; next < this.#members.length; next++) {
        const member = this.#members[next]!;
        if (!member.waiters.wait()) continue;
        try {
          return await member.ask(question, signal);
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

  /** Only when all of them refuse. */
  refuses(kind: QuestionKind): string | undefined {
    let reason: string | undefined;
    for (const member of this.#waiting) {
      reason = member.refuses(kind);
      if (reason === undefined) return undefined;
    }
    return reason;
  }

  /** The one who is asked first is the first who can be. */
  waiting(topic: Topic, asked: "here" | "elsewhere"): void {
    this.#topic = topic;
    const first = this.#waiting.find((member) => member.refuses(topic.kind) === undefined);
    for (const member of this.#members) member.waiting(topic, member === first ? asked : "elsewhere");
  }

  /** A member that joins from now on has nothing to wait for. */
  wentOn(): void {
    this.#topic = undefined;
    this.#key = undefined;
    for (const member of this.#members) member.wentOn();
  }

  /** A touch serves all of them. */
  securityKey(state: SecurityKey | undefined): void {
    this.#key = state;
    for (const member of this.#members) member.securityKey(state);
  }

  tell(notice: string): void {
    for (const member of this.#members) member.tell(notice);
  }

  detail(step: string): void {
    for (const member of this.#members) member.detail(step);
  }

  /** Of the first that can say: what those share does not depend on it. */
  async surroundings(input?: MfaInputName): Promise<Surroundings> {
    for (const member of this.#waiting) {
      const found = await member.surroundings(input).catch(() => undefined);
      if (found) return found;
    }
    throw new CannotAsk("nobody is there to be asked");
  }

  /** Those who are still there. */
  get #waiting(): readonly Conversation[] {
    return this.#members.filter(({ waiters }) => waiters.wait());
  }

  /** What one of them wants is done for all. */
  #wish(input: MfaInputName): ReturnType<Waiters["wish"]> {
    const wishes = this.#waiting.map(({ waiters }) => waiters.wish(input));
    return wishes.find((wish) => wish === "named") ?? wishes.find((wish) => wish === "usual") ?? "refused";
  }

  #codeAwaited(state: AwaitedCode | undefined): void {
    this.#code = state;
    for (const { waiters } of this.#members) waiters.codeAwaited(state);
  }
}
