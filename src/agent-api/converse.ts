import { AgentGone } from "./agent-gone.ts";
import { AgentWatch, LOOK_EVERY_MS } from "./agent-watch.ts";
import { Exchange, type Listener } from "./exchange.ts";

/** Bun can take over a connected descriptor, an option that its types leave out. */
const adopt = Bun.connect as unknown as (options: Bun.FdSocketOptions) => Promise<Bun.Socket>;

/**
 * Holds a conversation with an agent that needs time, or the user's help, and returns its answer.
 *
 * @param fd - the connection, which is closed in the end
 * @param heard - the bytes already received from it
 * @param socket - its path
 * @throws {AgentGone} it went away before the answer
 * @throws {DoesNotAnswer} it was stopped before the answer, or has not heard the request
 * @throws {ActasError} what the agent answered
 */
export async function converse(
  fd: number,
  heard: Uint8Array | undefined,
  listener: Listener,
  socket: string,
): Promise<unknown> {
  const exchange = new Exchange(listener);
  let said: "something" | "nothing" = heard ? "something" : "nothing";
  const connection = await adopt({
    fd,
    socket: {
      open(opened) {
        exchange.begin(opened);
        if (heard) exchange.receive(heard);
      },
      data(_, bytes) {
        said = "something";
        exchange.receive(bytes);
      },
      drain: () => exchange.flush(),
      close: () => exchange.refuse(new AgentGone("lost")),
      error: () => exchange.refuse(new AgentGone("lost")),
    },
  });
  const watch = new AgentWatch(socket);
  const looking = setInterval(() => {
    const stuck = watch.look(said);
    if (!stuck) return;
    exchange.refuse(stuck);
    // If it is continued later, it must not start on a request whose client has gone.
    connection.terminate();
  }, LOOK_EVERY_MS);
  try {
    return await exchange.answer;
  } finally {
    clearInterval(looking);
    connection.end();
    await exchange.settle();
  }
}
