import type { Question } from "../base/conversation.ts";
import { ActasError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import { type FromAgent, PROTOCOL, type Reply, type Request, type Results } from "./messages.ts";

/** What a command does when the agent speaks before it has the answer. */
export interface Listener {
  /** Asks the user; an abort means that the code came another way. */
  ask(question: Question, signal: AbortSignal): Promise<AskOutcome>;
  /** Somebody else is being asked. */
  waiting(question: Question): void;
  notice(text: string): void;
}

export type AskOutcome =
  | { readonly code: string }
  | { readonly cannotAsk: string }
  /** The user said no; `after` runs when the agent has been told. */
  | { readonly cancelled: true; readonly after?: () => void };

/** The agent is not there, or is just being replaced: start it, or try again. */
export class AgentGone extends Error {
  override readonly name = "AgentGone";
  readonly reason: "absent" | "restarting" | "lost";

  constructor(reason: "absent" | "restarting" | "lost") {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Sends one request to the agent at `socket` and holds the conversation until the answer.
 *
 * @throws {AgentGone} nobody listens there, or the agent went away before the answer
 * @throws {ActasError} what the agent answered
 */
export async function askAgent<R extends Request>(
  socket: string,
  request: R,
  listener: Listener,
): Promise<Results[R["request"]]> {
  const exchange = new Exchange(listener);
  const connection = await Bun.connect({
    unix: socket,
    socket: {
      open: (opened) => exchange.begin(opened, request),
      data: (_, bytes) => exchange.receive(bytes),
      close: () => exchange.lost(),
      error: () => exchange.lost(),
    },
  }).catch((error: { code?: string }) => {
    throw unreachable(socket, error.code);
  });
  try {
    return (await exchange.answer) as Results[R["request"]];
  } finally {
    connection.end();
  }
}

/** One request, the questions that come before its answer, and the answer. */
class Exchange {
  readonly #listener: Listener;
  readonly #answer = Promise.withResolvers<unknown>();
  readonly #questions = new Map<number, AbortController>();
  readonly #decoder = new TextDecoder();
  #pending = "";
  #send: (line: string) => void = () => {};

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  get answer(): Promise<unknown> {
    return this.#answer.promise;
  }

  begin(connection: { write(line: string): number }, request: Request): void {
    this.#send = (line) => void connection.write(`${line}\n`);
    this.#send(JSON.stringify({ protocol: PROTOCOL, version: VERSION, ...request }));
  }

  receive(bytes: Uint8Array): void {
    const lines = (this.#pending + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#pending = lines.pop() ?? "";
    for (const line of lines) this.#hear(JSON.parse(line) as FromAgent);
  }

  lost(): void {
    this.#answer.reject(new AgentGone("lost"));
  }

  #hear(message: FromAgent): void {
    if (message.type === "result") this.#answer.resolve(message.result);
    else if (message.type === "error") this.#answer.reject(toError(message));
    else if (message.type === "restarting") this.#answer.reject(new AgentGone("restarting"));
    else if (message.type === "notice") this.#listener.notice(message.text);
    else if (message.type === "waiting") this.#listener.waiting(message.question);
    else if (message.type === "stop-asking") this.#questions.get(message.id)?.abort();
    else void this.#ask(message.id, message.question);
  }

  async #ask(id: number, question: Question): Promise<void> {
    const stop = new AbortController();
    this.#questions.set(id, stop);
    const outcome = await this.#listener.ask(question, stop.signal);
    if ("code" in outcome) return this.#reply({ type: "code", id, code: outcome.code });
    if ("cannotAsk" in outcome) return this.#reply({ type: "cannot-ask", id, reason: outcome.cannotAsk });
    this.#reply({ type: "cancel", id });
    outcome.after?.();
  }

  #reply(message: Reply): void {
    this.#send(JSON.stringify(message));
  }
}

function toError({ error, error_description, hints }: Extract<FromAgent, { type: "error" }>): ActasError {
  return new ActasError(error, error_description, { hints });
}

function unreachable(socket: string, code: string | undefined): Error {
  if (code === "ENOENT" || code === "ECONNREFUSED") return new AgentGone("absent");
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: ${code ?? "connection failed"}`, {
    hints: ["`actas agent restart` replaces it", "`--no-agent` does without it"],
  });
}
