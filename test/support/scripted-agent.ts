import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { FromAgent, Sent } from "../../src/agent-api/messages.ts";

/** An agent on its own socket that says what a test tells it to. */
export class ScriptedAgent implements Disposable {
  readonly requests: Sent[] = [];
  readonly #listener: { stop(closeActive: boolean): void };

  /** Calls `answer` once per request; it answers through `say`. */
  constructor(socket: string, answer: (request: Sent, say: (message: FromAgent) => void) => void) {
    mkdirSync(dirname(socket), { recursive: true });
    let unread = "";
    this.#listener = Bun.listen({
      unix: socket,
      socket: {
        data: (connection, bytes) => {
          const lines = (unread + bytes.toString()).split("\n");
          unread = lines.pop() ?? "";
          const say = writerTo(connection);
          for (const line of lines) {
            const request: Sent = JSON.parse(line);
            this.requests.push(request);
            answer(request, say);
          }
        },
      },
    });
  }

  [Symbol.dispose](): void {
    this.#listener.stop(true);
  }
}

/** Writes until all is sent: a socket of Bun takes only what fits at once. */
function writerTo(connection: { write(bytes: Uint8Array): number }): (message: FromAgent) => void {
  let unsent: Uint8Array = new Uint8Array();
  const flush = (): void => {
    unsent = unsent.subarray(Math.max(connection.write(unsent), 0));
    if (unsent.length > 0) setTimeout(flush, 1);
  };
  return (message) => {
    const isIdle = unsent.length === 0;
    unsent = Buffer.concat([unsent, Buffer.from(`${JSON.stringify(message)}\n`)]);
    if (isIdle) flush();
  };
}
