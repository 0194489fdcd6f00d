import { ActasError } from "../base/errors.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import { Cancelled, CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Question, QuestionKind } from "../conversation/question.ts";
import { AgentGone } from "./agent-gone.ts";
import { answeredError } from "./answered-error.ts";
import type { FromAgent, Reply } from "./messages.ts";
import { questionIn, replyTo, topicIn } from "./question-messages.ts";

/** The client's end of the conversation: it handles messages from the agent before the answer. */
export interface Listener extends Conversation {
  /** Roles as they are found. */
  roles(source: string, roles: readonly RoleEntry[]): void;
}

/** The listener of a command, which may tell the user what it waits for. */
export interface CommandListener extends Listener {
  /** The answer is there, or there will be none: nothing is waited for any more. */
  over(): void;
}

interface OpenQuestion {
  readonly stop: AbortController;
  readonly asking: Promise<void>;
}

/** One request: the questions before its answer, and the answer. */
export class Exchange {
  readonly #listener: Listener;
  readonly #answer = Promise.withResolvers<unknown>();
  readonly #questions = new Map<number, OpenQuestion>();
  readonly #decoder = new TextDecoder();
  #pending = "";
  #unsent: Uint8Array = new Uint8Array();
  #send: (reply: Reply) => void = () => {};
  #flush: () => void = () => {};

  constructor(listener: Listener) {
    this.#listener = listener;
    // The connection may fail before anything waits for the answer.
    this.#answer.promise.catch(() => {});
  }

  get answer(): Promise<unknown> {
    return this.#answer.promise;
  }

  /** Sets the connection for replies. */
  begin(connection: { write(bytes: Uint8Array): number }): void {
    this.#flush = () => {
      this.#unsent = this.#unsent.subarray(Math.max(connection.write(this.#unsent), 0));
    };
    this.#send = (reply) => {
      this.#unsent = Buffer.concat([this.#unsent, Buffer.from(`${JSON.stringify(reply)}\n`)]);
      this.#flush();
    };
  }

  /** Bun's sockets accept only what fits; the rest is sent when they report that they are drained. */
  flush(): void {
    if (this.#unsent.length > 0) this.#flush();
  }

  receive(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    this.#pending += text;
    // A long answer comes in many pieces: all that came before would be searched again with each.
    if (!text.includes("\n")) return;
    const lines = this.#pending.split("\n");
    this.#pending = lines.pop() ?? "";
    try {
      for (const line of lines) this.#hear(line);
    } catch (error) {
      // Thrown inside Bun's socket handler, it would look as if the agent had gone.
      this.#answer.reject(error);
    }
  }

  /** Only the first reason counts. */
  refuse(why: Error): void {
    this.#answer.reject(why);
  }

  /** Closes the open questions, and waits until the terminal is as it was. */
  async settle(): Promise<void> {
    const open = [...this.#questions.values()];
    for (const { stop } of open) stop.abort();
    await Promise.all(open.map(({ asking }) => asking));
  }

  /** A message of an unknown kind is ignored: it may come from a newer agent. */
  #hear(line: string): void {
    const message = parse(line);
    if (message === undefined) this.#answer.reject(notUnderstood());
    else if (message.type === "result") this.#answer.resolve(message.result);
    else if (message.type === "error") this.#answer.reject(answeredError(message));
    else if (message.type === "restarting" || message.type === "full") this.#answer.reject(new AgentGone(message.type));
    else if (message.type === "notice") this.#listener.tell(message.text);
    else if (message.type === "waiting") this.#waiting(message);
    else if (message.type === "went-on") this.#listener.wentOn();
    else if (message.type === "security-key") this.#listener.securityKey(message.key);
    else if (message.type === "surroundings") void this.#saySurroundings(message.id);
    else if (message.type === "stop-asking") this.#questions.get(message.id)?.stop.abort();
    else if (message.type === "roles") this.#listener.roles(message.source, message.roles);
    else if (message.type !== "heard") this.#asked(message);
  }

  #waiting({ pending }: Extract<FromAgent, { type: "waiting" }>): void {
    const topic = topicIn(pending);
    if (topic) this.#listener.waiting(topic, pending.elsewhere ? "elsewhere" : "here");
  }

  async #saySurroundings(id: number): Promise<void> {
    this.#send({ type: "surroundings", id, ...(await this.#listener.surroundings()) });
  }

  /** A newer agent does not wait for the answer to a question that this version does not know. */
  #asked(message: Extract<FromAgent, { type: "ask" | "ask-passphrase" | "ask-password" | "open-page" }>): void {
    const question = questionIn(message);
    if (question) this.#ask(message.id, question);
    else if (typeof message.id === "number") this.#send({ type: "cannot-ask", id: message.id, reason: UNKNOWN });
  }

  #ask(id: number, question: Question): void {
    const stop = new AbortController();
    const asking = this.#answerOf(id, question, stop.signal).finally(() => this.#questions.delete(id));
    this.#questions.set(id, { stop, asking });
  }

  /** A question that was withdrawn gets no reply. */
  async #answerOf<K extends QuestionKind>(id: number, question: Question<K>, signal: AbortSignal): Promise<void> {
    const reply = (message: Reply | undefined): void => {
      if (message && !signal.aborted) this.#send(message);
    };
    try {
      reply(replyTo(question.kind, id, await this.#listener.ask(question, signal)));
    } catch (error) {
      if (error instanceof CannotAsk) reply({ type: "cannot-ask", id, reason: error.reason });
      else if (!(error instanceof Cancelled)) this.#answer.reject(error);
      else {
        reply({ type: "cancel", id });
        // Also where the question was withdrawn in the same moment: who presses ^C means the command.
        error.takeEffect();
      }
    }
  }
}

const UNKNOWN = "this version of actas does not know what is asked";

function parse(line: string): FromAgent | undefined {
  try {
    return JSON.parse(line) as FromAgent;
  } catch {
    return undefined;
  }
}

function notUnderstood(): ActasError {
  return new ActasError("agent-unreachable", "cannot understand the agent: its answer is no message of this protocol", {
    hints: ["`actas agent restart` brings agent and command to the same version"],
  });
}
