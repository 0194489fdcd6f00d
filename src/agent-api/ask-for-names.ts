import { VERSION } from "../base/version.ts";
import { closeUnix, receiveWithin } from "../system/unix-socket.ts";
import { writeBytes } from "../system/write-bytes.ts";
import { connectIfOurs } from "./ask-agent.ts";
import { type FromAgent, PROTOCOL, type Results } from "./messages.ts";
import type { HeldName, NamesRequest } from "./names-request.ts";

/** A person has pressed TAB, and sees nothing before the answer. */
const PATIENCE_MS = 400;
const NEWLINE = 10;
/** Thousands of roles are most of a megabyte. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Asks the agent for names, if one of this user runs. It is no conversation: whatever the agent would ask or say besides
 * is not heard.
 *
 * @returns undefined when there is no agent, or it does not answer at once, or not with names
 */
export function askForNames(socket: string, request: NamesRequest): readonly HeldName[] | undefined {
  const fd = connectIfOurs(socket);
  if (fd === undefined) return undefined;
  try {
    writeBytes(fd, `${JSON.stringify({ protocol: PROTOCOL, version: VERSION, ...request })}\n`);
    return answerIn(textFrom(fd));
  } finally {
    closeUnix(fd);
  }
}

/** All that comes until a line ends that can be the answer. */
function textFrom(fd: number): string {
  const end = performance.now() + PATIENCE_MS;
  const parts: Uint8Array[] = [];
  for (let left = PATIENCE_MS; left > 0; left = end - performance.now()) {
    const part = receiveWithin(fd, left, CHUNK_BYTES);
    if (!part || part.length === 0) break;
    parts.push(part);
    if (part.at(-1) === NEWLINE && !isOnlyHeard(parts)) break;
  }
  return Buffer.concat(parts).toString();
}

function isOnlyHeard(parts: readonly Uint8Array[]): boolean {
  return parts.length === 1 && Buffer.from(parts[0]!).toString() === '{"type":"heard"}\n';
}

function answerIn(text: string): readonly HeldName[] | undefined {
  const last = text.split("\n").at(-2);
  if (last === undefined || !text.endsWith("\n")) return undefined;
  try {
    const said: FromAgent = JSON.parse(last);
    return said.type === "result" ? (said.result as Results["names"]).names : undefined;
  } catch {
    return undefined;
  }
}
