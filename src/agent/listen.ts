import { chmodSync, rmSync } from "node:fs";
import type { Sent } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { ownUid, peerOf, socketFd } from "../system/peer.ts";
import { Connection } from "./connection.ts";
import { parseReply, parseRequest } from "./parse-request.ts";

/** A request is at most a few kilobytes; more is not from a command of ours. */
const MAX_LINE = 64 * 1024;

interface Open {
  readonly connection: Connection;
  readonly decoder: TextDecoder;
  pending: string;
  /** A connection carries one request; every further line is a reply to a question. */
  asked: "nothing" | "request";
}

/**
 * Opens the agent's socket, for processes of this user alone. The caller holds the agent's lock, so a socket file that
 * is already there is left over from an agent that is gone.
 */
export function listenOnSocket(
  path: string,
  handle: (request: Sent, connection: Connection) => Promise<void>,
  log: Log,
): { stop(): void } {
  rmSync(path, { force: true });
  const listener = Bun.listen<Open | undefined>({
    unix: path,
    socket: {
      open(socket) {
        const peer = peerOf(socketFd(socket));
        if (peer.uid !== ownUid()) {
          log(`refused a connection of uid ${peer.uid}`);
          socket.end();
          return;
        }
        const connection = new Connection(socket, peer.pid);
        socket.data = { connection, decoder: new TextDecoder(), pending: "", asked: "nothing" };
      },
      data(socket, bytes) {
        const open = socket.data;
        if (!open) return;
        const lines = (open.pending + open.decoder.decode(bytes, { stream: true })).split("\n");
        open.pending = lines.pop() ?? "";
        if (open.pending.length > MAX_LINE) socket.end();
        for (const line of lines) receive(open, line, handle);
      },
      drain: (socket) => socket.data?.connection.flush(),
      close: (socket) => socket.data?.connection.closed(),
      error: (socket) => socket.data?.connection.closed(),
    },
  });
  chmodSync(path, 0o600);
  return { stop: () => listener.stop() };
}

function receive(open: Open, line: string, handle: (request: Sent, connection: Connection) => Promise<void>): void {
  try {
    if (open.asked === "request") open.connection.replied(parseReply(line));
    else void handle(parseRequest(line), open.connection);
    open.asked = "request";
  } catch (error) {
    if (error instanceof ActasError) sendError(open.connection, error);
    else throw error;
  }
}

/** Errors cross the socket here alone; `cause` stays behind. */
export function sendError(connection: Connection, error: ActasError): void {
  connection.send({ type: "error", error: error.code, error_description: error.message, hints: error.hints });
}
