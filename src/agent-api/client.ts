import { ActasError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import { ownUid } from "../system/own-uid.ts";
import { closeUnix, connectUnix, NotConnected, peerOf, receiveWithin } from "../system/unix-socket.ts";
import { writeBytes } from "../system/write-bytes.ts";
import { AgentGone } from "./agent-gone.ts";
import type { Listener } from "./exchange.ts";
import { PROTOCOL, type Request, type Results } from "./messages.ts";

/**
 * Sends one request to the agent at `socket` and holds the conversation until the answer. When it returns no question
 * is open any more, and the terminal is as it was. Another user's agent is told nothing and believed nothing.
 *
 * @param listen - who hears what the agent says before it answers: nearly always nothing
 * @param stillFor - milliseconds in which nothing else in this process needs to go on
 * @throws {AgentGone} nobody listens there, or the agent went away before the answer
 * @throws {ActasError} what the agent answered, or that it is another user's
 */
export async function askAgent<R extends Request>(
  socket: string,
  request: R,
  listen: () => Promise<Listener>,
  stillFor: number,
): Promise<Results[R["request"]]> {
  const line = `${JSON.stringify({ protocol: PROTOCOL, version: VERSION, ...request })}\n`;
  const fd = connectTo(socket);
  // If the agent has gone there is nothing to hear either.
  writeBytes(fd, line);
  const heard = receiveWithin(fd, stillFor);
  const result = heard && onlyResult(heard);
  if (result) closeUnix(fd);
  return (result ??
    (await (await import("./converse.ts")).converse(fd, heard, await listen()))) as Results[R["request"]];
}

function connectTo(socket: string): number {
  let fd: number;
  try {
    fd = connectUnix(socket);
  } catch (error) {
    throw error instanceof NotConnected ? unreachable(socket, error) : error;
  }
  const { uid } = peerOf(fd);
  if (uid === ownUid()) return fd;
  closeUnix(fd);
  throw otherUsers(socket, uid);
}

/** What the agent answered, if that was all it said, and it said all of it. */
function onlyResult(heard: Uint8Array): unknown {
  const text = new TextDecoder().decode(heard);
  if (!text.endsWith("\n")) return undefined;
  try {
    const { type, result } = JSON.parse(text);
    return type === "result" ? result : undefined;
  } catch {
    return undefined;
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

function unreachable(socket: string, { why, message }: NotConnected): Error {
  if (why !== "refused") return new AgentGone(why);
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: ${message}`, {
    hints: ["`actas agent restart` replaces it", "`--no-agent` does without it"],
  });
}
