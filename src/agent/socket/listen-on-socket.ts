import { listenAgain } from "../../agent-api/listen-unix.ts";
import { type FromAgent, LONGEST_REQUEST } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import type { Log } from "../../base/log.ts";
import { TargetRefused } from "../../settings/target-refused.ts";
import { descriptorLimit } from "../../system/descriptor-limit.ts";
import { hasHungUp, socketFd } from "../../system/unix-socket.ts";
import { callerAt, rightsOf } from "./caller.ts";
import { Connection } from "./connection.ts";
import { parseReply } from "./parse-request.ts";

/** An environment is at most a few megabytes on Linux, a quarter of the stack's limit. */
const MAX_SURROUNDINGS = 8 * 1024 * 1024;

/**
 * Descriptors that connections leave free for the work on their requests, or half of all: files, sockets to AWS, and
 * Bun's thread for these, which ends the process when it gets none.
 */
const MOST_KEPT_FREE = 128;

interface Open {
  readonly connection: Connection;
  readonly decoder: TextDecoder;
  pending: string;
  /** A connection carries one request; every further line is a reply. After any other line it is ignored. */
  expected: "request" | "reply" | "nothing";
}

type Handle = (line: string, connection: Connection) => Promise<void>;

/** Bun takes over a listening descriptor, which its types leave out. */
type ListenAt = (options: { fd: number; socket: Bun.SocketHandler<Open | undefined> }) => { stop(): void };

/** Takes the connections of the agent's socket at `path`, of processes that may ask for anything at all. */
export function listenOnSocket(fd: number, path: string, handle: Handle, log: Log): { stop(): void } {
  listenAgain(fd);
  const limit = descriptorLimit();
  const endOfRoom = limit - Math.min(MOST_KEPT_FREE, limit / 2);
  return (Bun.listen as unknown as ListenAt)({
    fd,
    socket: {
      open(socket) {
        const at = socketFd(socket);
        const caller = callerAt(at, path);
        if (rightsOf(caller).length > 0) {
          // Descriptors are given out from the lowest: all below this one are taken.
          if (at >= endOfRoom) return turnAway(socket);
          const connection = new Connection(socket, caller);
          socket.data = { connection, decoder: new TextDecoder(), pending: "", expected: "request" };
        } else {
          log(`refused a connection of uid ${caller.uid}`);
          socket.terminate();
        }
      },
      data(socket, bytes) {
        const { data } = socket;
        if (!data) return;
        // The command has given up, perhaps long ago: nothing is begun for it.
        const isTooLate = data.expected === "request" && hasHungUp(socketFd(socket));
        if (isTooLate || !receive(data, bytes, handle)) socket.terminate();
      },
      drain: (socket) => socket.data?.connection.flush(),
      close: (socket) => socket.data?.connection.closed(),
      error: (socket) => socket.data?.connection.closed(),
    },
  });
}

/** At once, while the rest of the queue is still in the kernel: Bun takes all of it before it reads any request. */
function turnAway(socket: Bun.Socket<Open | undefined>): void {
  socket.write(`${JSON.stringify({ type: "full" } satisfies FromAgent)}\n`);
  socket.terminate();
}

/** Adds what has come, and hears the lines up to the first that is too long to be ours; false if there is one. */
function receive(open: Open, bytes: Uint8Array, handle: Handle): boolean {
  const lines = (open.pending + open.decoder.decode(bytes, { stream: true })).split("\n");
  open.pending = lines.pop() ?? "";
  for (const line of lines) {
    if (line.length > longest(open)) return false;
    if (open.expected !== "nothing") hear(open, line, handle);
  }
  return open.pending.length <= longest(open);
}

function longest({ connection }: Open): number {
  return connection.mayBeLong ? MAX_SURROUNDINGS : LONGEST_REQUEST;
}

function hear(open: Open, line: string, handle: Handle): void {
  if (open.expected === "request") {
    open.expected = "reply";
    return void handle(line, open.connection);
  }
  try {
    open.connection.replied(parseReply(line));
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    open.expected = "nothing";
    sendError(open.connection, error);
  }
}

export function sendError(connection: Connection, error: ActasError): void {
  connection.send(asMessage(error));
}

/** The same as a line. */
export function errorMessage(error: ActasError): string {
  return `${JSON.stringify(asMessage(error))}\n`;
}

/** Errors cross the socket in this form alone; `cause` stays behind. */
function asMessage(error: ActasError): FromAgent {
  const { code, message, hints } = error;
  const refused = error instanceof TargetRefused ? ({ refused: true } as const) : {};
  return { type: "error", error: code, error_description: message, hints, ...refused };
}
