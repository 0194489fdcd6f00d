import { chmodSync, lstatSync, rmSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { systemError } from "../base/system-error.ts";
import { ownUid } from "../system/own-uid.ts";
import type { PrivateDirectory } from "../system/private-directory.ts";
import { peerOf, socketFd } from "../system/unix-socket.ts";
import { Connection } from "./connection.ts";
import { parseReply } from "./parse-request.ts";

/** A request is at most a few kilobytes; more is not from a command of ours. */
const MAX_LINE = 64 * 1024;

interface Open {
  readonly connection: Connection;
  readonly decoder: TextDecoder;
  pending: string;
  /** A connection carries one request; every further line is a reply to a question. Who says else is not heard again. */
  expected: "request" | "reply" | "nothing";
}

type Handle = (line: string, connection: Connection) => Promise<void>;

/**
 * Opens the agent's socket, for processes of this user alone. The caller holds the agent's lock, so a socket that
 * is already there is left over from an agent that is gone.
 *
 * @throws {ActasError} `system` when something else is in its place, or the system refuses
 */
export function listenOnSocket(runtime: PrivateDirectory, path: string, handle: Handle, log: Log): { stop(): void } {
  try {
    const place = runtime.at(path.slice(path.lastIndexOf("/") + 1));
    removeLeftOver(place);
    const listener = open(path, handle, log);
    chmodSync(place, 0o600);
    return { stop: () => listener.stop() };
  } catch (error) {
    throw systemError(error, `listen at ${path}`, ["set ACTAS_AGENT_SOCK to a path where nothing is yet"]);
  }
}

function removeLeftOver(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !there.isSocket()) throw Object.assign(new Error("in the way"), { code: "EEXIST" });
  rmSync(path, { force: true });
}

function open(path: string, handle: Handle, log: Log): { stop(): void } {
  return Bun.listen<Open | undefined>({
    unix: path,
    socket: {
      open(socket) {
        const peer = peerOf(socketFd(socket));
        if (peer.uid === ownUid()) {
          const connection = new Connection(socket, peer.pid);
          socket.data = { connection, decoder: new TextDecoder(), pending: "", expected: "request" };
        } else {
          log(`refused a connection of uid ${peer.uid}`);
          socket.terminate();
        }
      },
      data(socket, bytes) {
        if (socket.data && !receive(socket.data, bytes, handle)) socket.terminate();
      },
      drain: (socket) => socket.data?.connection.flush(),
      close: (socket) => socket.data?.connection.closed(),
      error: (socket) => socket.data?.connection.closed(),
    },
  });
}

/** Takes in what has come; false when it is more than any command of ours says. */
function receive(open: Open, bytes: Uint8Array, handle: Handle): boolean {
  const lines = (open.pending + open.decoder.decode(bytes, { stream: true })).split("\n");
  open.pending = lines.pop() ?? "";
  for (const line of lines) if (open.expected !== "nothing") hear(open, line, handle);
  return open.pending.length <= MAX_LINE;
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

/** Errors cross the socket here alone; `cause` stays behind. */
export function sendError(connection: Connection, error: ActasError): void {
  connection.send({ type: "error", error: error.code, error_description: error.message, hints: error.hints });
}
