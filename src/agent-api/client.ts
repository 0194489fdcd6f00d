import { ActasError } from "../base/errors.ts";
import { ownUid, peerOf, socketFd } from "../system/peer.ts";
import { AgentGone } from "./agent-gone.ts";
import { Exchange, type Listener } from "./exchange.ts";
import type { Request, Results } from "./messages.ts";

/**
 * Sends one request to the agent at `socket` and holds the conversation until the answer. When it returns no question
 * is open any more, and the terminal is as it was. Another user's agent is told nothing and believed nothing.
 *
 * @throws {AgentGone} nobody listens there, or the agent went away before the answer
 * @throws {ActasError} what the agent answered, or that it is another user's
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
      open(opened) {
        const { uid } = peerOf(socketFd(opened));
        if (uid === ownUid()) return exchange.begin(opened, request);
        exchange.refuse(otherUsers(socket, uid));
        opened.terminate();
      },
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
    await exchange.settle();
  }
}

/** It could put anything into the environment of the user's program. */
function otherUsers(socket: string, uid: number): ActasError {
  return new ActasError(
    "agent-unreachable",
    `cannot use the agent at ${socket}: it runs as another user (uid ${uid})`,
    {
      hints: ["set XDG_RUNTIME_DIR or ACTAS_AGENT_SOCK to a directory of your own", "`--no-agent` does without it"],
    },
  );
}

function unreachable(socket: string, code: string | undefined): Error {
  if (code === "ENOENT" || code === "ECONNREFUSED") return new AgentGone("absent");
  // It hung up at once: it is ending, or this is another user.
  if (code === "ECONNRESET" || code === "EPIPE") return new AgentGone("lost");
  if (code === "EAGAIN") return new AgentGone("busy");
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: ${code ?? "connection failed"}`, {
    hints: ["`actas agent restart` replaces it", "`--no-agent` does without it"],
  });
}
