import { AgentGone } from "../agent-api/agent-gone.ts";
import { askAgent } from "../agent-api/ask-agent.ts";
import { fromCredentialsMessage } from "../agent-api/credentials-message.ts";
import type { Listener } from "../agent-api/exchange.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { noPerson } from "../conversation/no-person.ts";

/** How long an agent may be away: it makes room for the next one in less. */
const PATIENCE_MS = 3_000;
const PAUSE_MS = 50;

/** A container's grant, as its relay knows it. The agent keeps the credentials fresh; nothing is held here. */
export class GrantOfContainer {
  readonly #socket: string;
  readonly #id: string;

  constructor(socket: string, id: string) {
    this.#socket = socket;
    this.#id = id;
  }

  /** Makes it this process's, and returns the hash of the container's token. @throws {ActasError} it has ended */
  async takeOver(): Promise<string> {
    return (await this.#ask({ request: "take-over-grant", grant: this.#id })).tokenHash;
  }

  /** @throws {ActasError} what the person has to do, or that there is no agent */
  async credentials(): Promise<Credentials> {
    const { credentials } = await this.#ask({ request: "relayed-credentials", grant: this.#id });
    return fromCredentialsMessage(credentials);
  }

  /** Starts no agent: it would live in the namespaces of the engine. */
  async #ask<R extends Request>(request: R): Promise<Results[R["request"]]> {
    for (const deadline = Date.now() + PATIENCE_MS; ; await Bun.sleep(PAUSE_MS)) {
      try {
        return await askAgent(this.#socket, request, async () => LISTENER, "something");
      } catch (error) {
        if (!(error instanceof AgentGone)) throw error;
        if (Date.now() > deadline) throw noAgent(this.#socket);
      }
    }
  }
}

/** It is never asked anything: the grant says that no person may be. */
const LISTENER: Listener = { ...noPerson("a container has nobody to ask"), roles() {} };

function noAgent(socket: string): ActasError {
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: none runs`, {
    hints: ["`actas agent start` starts one"],
  });
}
