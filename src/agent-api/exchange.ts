import { ActasError } from "../base/errors.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import { ownSurroundings } from "../base/surroundings.ts";
import type { Pending, Question, SignInPage } from "../conversation/conversation.ts";
import { AgentGone } from "./agent-gone.ts";
import type { FromAgent, Reply } from "./messages.ts";

/** What a command does when the agent speaks before it has the answer. */
export interface Listener {
  /** Asks the user; an abort means that the code came another way. */
  ask(question: Question, signal: AbortSignal): Promise<AskOutcome>;
  /** Shows a page until the abort says that it is no longer needed; never answers with a code. */
  openPage(page: SignInPage, signal: AbortSignal): Promise<AskOutcome>;
  /** Somebody else is being asked. */
  waiting(pending: Pending): void;
  /** Roles as they are found. */
  roles(source: string, roles: readonly RoleEntry[]): void;
  /** Done when it has been said: a moment later this process may be the user's command. */
  notice(text: string): Promise<void>;
}

export type AskOutcome =
  | { readonly code: string }
  | { readonly cannotAsk: string }
  /** The user said no; `after` runs when the agent has been told. */
  | { readonly cancelled: true; readonly after?: () => void };

interface OpenQuestion {
  readonly stop: AbortController;
  readonly asking: Promise<void>;
}

/** The questions that come before the answer to a request, and the answer. */
export class Exchange {
  readonly #listener: Listener;
  readonly #answer = Promise.withResolvers<unknown>();
  readonly #questions = new Map<number, OpenQuestion>();
  readonly #notices: Promise<void>[] = [];
  readonly #decoder = new TextDecoder();
  #pending = "";
  #unsent: Uint8Array = new Uint8Array();
  #send: (reply: Reply) => void = () => {};
  #flush: () => void = () => {};

  constructor(listener: Listener) {
    this.#listener = listener;
    // Whoever waits for the answer may come after it, when the connection fails at once.
    this.#answer.promise.catch(() => {});
  }

  get answer(): Promise<unknown> {
    return this.#answer.promise;
  }

  /** Replies go this way. */
  begin(connection: { write(bytes: Uint8Array): number }): void {
    this.#flush = () => {
      this.#unsent = this.#unsent.subarray(Math.max(connection.write(this.#unsent), 0));
    };
    this.#send = (reply) => {
      this.#unsent = Buffer.concat([this.#unsent, Buffer.from(`${JSON.stringify(reply)}\n`)]);
      this.#flush();
    };
  }

  /** Bun's sockets take what fits and no more; the rest goes when they say that they are drained. */
  flush(): void {
    if (this.#unsent.length > 0) this.#flush();
  }

  receive(bytes: Uint8Array): void {
    const lines = (this.#pending + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#pending = lines.pop() ?? "";
    try {
      for (const line of lines) this.#hear(line);
    } catch (error) {
      // Thrown into Bun's socket it would look as if the agent had gone.
      this.#answer.reject(error);
    }
  }

  /** Only the first reason counts. */
  refuse(why: Error): void {
    this.#answer.reject(why);
  }

  /** Closes the open questions, and waits for what is still being said. */
  async settle(): Promise<void> {
    const open = [...this.#questions.values()];
    for (const { stop } of open) stop.abort();
    await Promise.all([...this.#notices, ...open.map(({ asking }) => asking)]);
  }

  /** A message of a kind that this version does not know is left alone: it may come from a newer agent. */
  #hear(line: string): void {
    const message = parse(line);
    if (message === undefined) this.#answer.reject(notUnderstood());
    else if (message.type === "result") this.#answer.resolve(message.result);
    else if (message.type === "error") this.#answer.reject(toError(message));
    else if (message.type === "restarting") this.#answer.reject(new AgentGone("restarting"));
    else if (message.type === "notice") this.#notices.push(this.#listener.notice(message.text));
    else if (message.type === "waiting") this.#listener.waiting(message.pending);
    else if (message.type === "surroundings")
      this.#send({ type: "surroundings", id: message.id, ...ownSurroundings() });
    else if (message.type === "stop-asking") this.#questions.get(message.id)?.stop.abort();
    else if (message.type === "roles") this.#listener.roles(message.source, message.roles);
    else if (message.type === "ask") this.#ask(message.id, (stop) => this.#listener.ask(message.question, stop));
    else if (message.type === "open-page") this.#ask(message.id, (stop) => this.#listener.openPage(message.page, stop));
  }

  #ask(id: number, toUser: (signal: AbortSignal) => Promise<AskOutcome>): void {
    const stop = new AbortController();
    const asking = toUser(stop.signal)
      .then(
        (outcome) => stop.signal.aborted || this.#reply(id, outcome),
        (error: unknown) => this.#answer.reject(error),
      )
      .then(() => void this.#questions.delete(id));
    this.#questions.set(id, { stop, asking });
  }

  #reply(id: number, outcome: AskOutcome): void {
    this.#send(replyOf(id, outcome));
    if ("cancelled" in outcome) outcome.after?.();
  }
}

function replyOf(id: number, outcome: AskOutcome): Reply {
  if ("code" in outcome) return { type: "code", id, code: outcome.code };
  if ("cannotAsk" in outcome) return { type: "cannot-ask", id, reason: outcome.cannotAsk };
  return { type: "cancel", id };
}

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

function toError({ error, error_description, hints }: Extract<FromAgent, { type: "error" }>): ActasError {
  return new ActasError(error, error_description, { hints });
}
