import { AgentGone } from "./agent-gone.ts";
import { Exchange, type Listener } from "./exchange.ts";

/** Bun takes over a connected descriptor, which its types leave out. */
const adopt = Bun.connect as unknown as (options: Bun.FdSocketOptions) => Promise<Bun.Socket>;

/**
 * Holds a conversation with an agent that needs time, or the user's help, and gives its answer.
 *
 * @param fd - the connection, which is closed in the end
 * @param heard - what it has said already
 * @throws {AgentGone} it went away before the answer
 * @throws {ActasError} what the agent answered
 */
export async function converse(fd: number, heard: Uint8Array | undefined, listener: Listener): Promise<unknown> {
  const exchange = new Exchange(listener);
  const connection = await adopt({
    fd,
    socket: {
      open(opened) {
        exchange.begin(opened);
        if (heard) exchange.receive(heard);
      },
      data: (_, bytes) => exchange.receive(bytes),
      close: () => exchange.refuse(new AgentGone("lost")),
      error: () => exchange.refuse(new AgentGone("lost")),
    },
  });
  try {
    return await exchange.answer;
  } finally {
    connection.end();
    await exchange.settle();
  }
}
