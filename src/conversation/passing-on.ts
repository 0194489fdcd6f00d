import type { Surroundings } from "../base/surroundings.ts";
import type { Conversation } from "./conversation.ts";
import type { Answer, Question, QuestionKind, Topic } from "./question.ts";
import type { SecurityKey } from "./security-key.ts";
import type { Waiters } from "./waiters.ts";

/** A conversation that passes everything on to the one behind it, but for what a class that extends it does itself. */
export class PassingOn implements Conversation {
  protected readonly behind: Conversation;

  constructor(behind: Conversation) {
    this.behind = behind;
  }

  get waiters(): Waiters {
    return this.behind.waiters;
  }

  ask<K extends QuestionKind>(question: Question<K>, signal: AbortSignal): Promise<Answer<K>> {
    return this.behind.ask(question, signal);
  }

  refuses(kind: QuestionKind): string | undefined {
    return this.behind.refuses(kind);
  }

  waiting(topic: Topic, asked: "here" | "elsewhere"): void {
    this.behind.waiting(topic, asked);
  }

  wentOn(): void {
    this.behind.wentOn();
  }

  securityKey(state: SecurityKey | undefined): void {
    this.behind.securityKey(state);
  }

  tell(notice: string): void {
    this.behind.tell(notice);
  }

  detail(step: string): void {
    this.behind.detail(step);
  }

  surroundings(): Promise<Surroundings> {
    return this.behind.surroundings();
  }
}
