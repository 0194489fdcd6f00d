import type { Listener } from "../../agent-api/exchange.ts";
import type { FromAgent, Reply } from "../../agent-api/messages.ts";
import { answerIn, asked } from "../../agent-api/question-messages.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import type { Surroundings } from "../../base/surroundings.ts";
import { Cancelled, CannotAsk } from "../../conversation/conversation.ts";
import { Listeners } from "../../conversation/listeners.ts";
import { type Answer, type Question, type QuestionKind, type Topic, topicOf } from "../../conversation/question.ts";
import type { SecurityKey } from "../../conversation/security-key.ts";
import { ALWAYS, type Waiters, type WaitersChange } from "../../conversation/waiters.ts";
import type { Caller } from "./caller.ts";

/** A command answers this by itself; an old one does not know the question. */
const SURROUNDINGS_MS = 10_000;

/** The part of a Bun socket that a connection writes to. */
interface Writable {
  write(bytes: Uint8Array): number;
}

interface OpenQuestion {
  readonly answer: (reply: Reply) => void;
  readonly fail: (error: Error) => void;
}

/** One command at the other end of the socket: who it is, what it is told, and what it is asked. */
export class Connection implements Listener {
  readonly caller: Caller;
  /** It waits until it is gone. */
  readonly waiters: Waiters = {
    ...ALWAYS,
    wait: () => this.#open,
    onChange: (hear) => this.#listeners.add(hear),
  };
  readonly #listeners = new Listeners<WaitersChange>();
  readonly #socket: Writable;
  readonly #questions = new Map<number, OpenQuestion>();
  #unsent: Uint8Array = new Uint8Array();
  #nextQuestion = 1;
  #surroundings: Promise<Surroundings> | undefined;
  /** Whether it was told that it waits for an answer. */
  #waits = false;
  #wantsDetails = false;
  #open = true;

  constructor(socket: Writable, caller: Caller) {
    this.#socket = socket;
    this.caller = caller;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  async ask<K extends QuestionKind>(question: Question<K>, signal: AbortSignal): Promise<Answer<K>> {
    const { kind } = question;
    return answerIn(kind, await this.#toUser((id) => asked(id, question), signal));
  }

  /** A command says it when it is asked. */
  refuses(): string | undefined {
    return undefined;
  }

  /** Asked once: no command goes elsewhere while it waits. */
  surroundings(): Promise<Surroundings> {
    this.#surroundings ??= this.#askSurroundings();
    return this.#surroundings;
  }

  /** Whether what it says next may be as long as an environment. */
  get mayBeLong(): boolean {
    return this.#surroundings !== undefined;
  }

  waiting(topic: Topic, asked: "here" | "elsewhere"): void {
    this.#waits = true;
    this.send({ type: "waiting", pending: { ...topicOf(topic), ...(asked === "elsewhere" && { elsewhere: true }) } });
  }

  wentOn(): void {
    if (this.#waits) this.send({ type: "went-on" });
    this.#waits = false;
  }

  async #askSurroundings(): Promise<Surroundings> {
    const reply = await this.#toUser((id) => ({ type: "surroundings", id }), AbortSignal.timeout(SURROUNDINGS_MS));
    if (reply.type !== "surroundings") throw new CannotAsk("the command does not say where it runs");
    return { directory: reply.directory, environment: reply.environment };
  }

  #toUser(message: (id: number) => FromAgent, signal: AbortSignal): Promise<Reply> {
    if (!this.#open) return Promise.reject(new CannotAsk("the command that was asked is gone"));
    if (signal.aborted) return Promise.reject(new CannotAsk("the question is no longer open"));
    const id = this.#nextQuestion++;
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    this.#questions.set(id, { answer: resolve, fail: reject });
    this.send(message(id));
    const stop = (): void => {
      if (!this.#questions.delete(id)) return;
      this.send({ type: "stop-asking", id });
      reject(new CannotAsk("the question is no longer open"));
    };
    signal.addEventListener("abort", stop, { once: true });
    return promise.finally(() => signal.removeEventListener("abort", stop));
  }

  securityKey(key: SecurityKey | undefined): void {
    this.send({ type: "security-key", ...(key && { key }) });
  }

  tell(notice: string): void {
    this.send({ type: "notice", text: notice });
  }

  detail(step: string): void {
    if (this.#wantsDetails) this.tell(step);
  }

  /** Its user wants to know how the work goes. */
  wantDetails(): void {
    this.#wantsDetails = true;
  }

  roles(source: string, roles: readonly RoleEntry[]): void {
    this.send({ type: "roles", source, roles });
  }

  /** The command answered, cannot be asked, or its user said no. */
  replied(reply: Reply): void {
    const question = this.#questions.get(reply.id);
    this.#questions.delete(reply.id);
    if (reply.type === "cannot-ask") question?.fail(new CannotAsk(reply.reason));
    else if (reply.type === "cancel") question?.fail(new Cancelled());
    else question?.answer(reply);
  }

  /** The command is gone: another one may be asked instead. */
  closed(): void {
    this.#open = false;
    for (const { fail } of this.#questions.values()) fail(new CannotAsk("the command that was asked is gone"));
    this.#questions.clear();
    this.#listeners.tell("went");
  }

  send(message: FromAgent): void {
    if (!this.#open) return;
    this.#unsent = Buffer.concat([this.#unsent, Buffer.from(`${JSON.stringify(message)}\n`)]);
    this.flush();
  }

  /** Bun's sockets take what fits and no more; the rest is sent when the socket is drained. */
  flush(): void {
    if (this.#unsent.length === 0) return;
    this.#unsent = this.#unsent.subarray(Math.max(this.#socket.write(this.#unsent), 0));
  }
}
