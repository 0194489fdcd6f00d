import { ActasError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import { WITHOUT_AGENT } from "../files/without-agent.ts";
import { ownUid } from "../system/own-uid.ts";
import { CHUNK_BYTES, closeUnix, connectUnix, NotConnected, peerOf, receiveWithin } from "../system/unix-socket.ts";
import { writeBytes } from "../system/write-bytes.ts";
import { AgentGone } from "./agent-gone.ts";
import type { Listener } from "./exchange.ts";
import { type FromAgent, LONGEST_REQUEST, PROTOCOL, type Request, type Results } from "./messages.ts";

/** How long a command waits at a stretch, to connect and for the first word, before it looks at the agent. */
const STILL_MS = 1_000;
/** The same for the answer, once the agent has confirmed the request: then the user is told what takes so long. */
const STILL_AFTER_WORD_MS = 1_500;

const NEWLINE = 10;
const NOTHING_MORE = new Uint8Array();

/** What else this process does while it waits: `nothing`, or something that needs the event loop. */
export type Meanwhile = "nothing" | "something";

/**
 * Sends one request to the agent at `socket` and holds the conversation until the answer. When it returns, no question
 * is open any more and the terminal is as it was. Another user's agent is sent nothing, and nothing from it is trusted.
 *
 * @param listen - makes the listener for messages before the answer; there are seldom any
 * @param fd - a connection to the agent, which is closed in the end
 * @throws {AgentGone} no agent listens there, or it went away before the answer
 * @throws {DoesNotAnswer} it is there, and says nothing
 * @throws {ActasError} what the agent answered, or that it is another user's; `usage` for a request that it would not read
 */
export async function askAgent<R extends Request>(
  socket: string,
  request: R,
  listen: () => Promise<Listener>,
  meanwhile: Meanwhile,
  fd = connectTo(socket),
): Promise<Results[R["request"]]> {
  const line = `${JSON.stringify({ protocol: PROTOCOL, version: VERSION, ...request })}\n`;
  if (line.length > LONGEST_REQUEST) {
    closeUnix(fd);
    throw (await import("./too-long-request.ts")).tooLongRequest();
  }
  // A failed write needs no check: if the agent has gone, nothing can be read either.
  writeBytes(fd, line);
  let heard = meanwhile === "nothing" ? await firstWordAt(fd, socket) : undefined;
  if (heard && mayGoOn(heard)) heard = await whole(fd, heard);
  let said = heard && onlyMessage(heard);
  if (said?.type === "surroundings") {
    // What a profile's command prints depends on where it runs: the agent asks before it looks into its cache.
    const { ownSurroundings } = await import("../system/own-surroundings.ts");
    writeBytes(fd, `${JSON.stringify({ type: "surroundings", id: said.id, ...ownSurroundings() })}\n`);
    // The agent may have confirmed the request before; then it stays silent while the profile's command runs.
    heard = receiveWithin(fd, STILL_AFTER_WORD_MS) ?? NOTHING_MORE;
    said = onlyMessage(heard);
  }
  if (said?.type === "result") {
    closeUnix(fd);
    return said.result as Results[R["request"]];
  }
  if (said?.type === "error") {
    closeUnix(fd);
    throw (await import("./answered-error.ts")).answeredError(said);
  }
  const { converse } = await import("./converse.ts");
  return (await converse(fd, heard, await listen(), socket)) as Results[R["request"]];
}

/** A connection to this user's agent at `socket`; undefined when none can be reached there. */
export function connectIfOurs(socket: string): number | undefined {
  try {
    return connectTo(socket);
  } catch (error) {
    if (error instanceof AgentGone || error instanceof ActasError) return undefined;
    throw error;
  }
}

function connectTo(socket: string): number {
  let fd: number;
  try {
    fd = connectUnix(socket, STILL_MS);
  } catch (error) {
    throw error instanceof NotConnected ? unreachable(socket, error) : error;
  }
  const { uid } = peerOf(fd);
  if (uid === ownUid()) return fd;
  closeUnix(fd);
  throw otherUsers(socket, uid);
}

/** Closes the connection if no word comes, so that an agent that reads the request later does not start on it. */
async function firstWordAt(fd: number, socket: string): Promise<Uint8Array> {
  const word = receiveWithin(fd, STILL_MS) ?? (await laterWordAt(fd, socket));
  return (isHeard(word) && receiveWithin(fd, STILL_AFTER_WORD_MS)) || word;
}

async function laterWordAt(fd: number, socket: string): Promise<Uint8Array> {
  const { firstWord } = await import("./first-word.ts");
  try {
    return firstWord(fd, socket);
  } catch (error) {
    closeUnix(fd);
    throw error;
  }
}

/** Whether more of the same answer is under way: short ones come in one piece. */
function mayGoOn(heard: Uint8Array): boolean {
  return heard.length >= CHUNK_BYTES && heard.at(-1) !== NEWLINE;
}

async function whole(fd: number, begun: Uint8Array): Promise<Uint8Array> {
  const { restOf } = await import("./rest-of.ts");
  return restOf(fd, begun);
}

/** Whether that is only the message `heard`, which carries nothing and can be skipped. */
function isHeard(word: Uint8Array): boolean {
  return word.length > 0 && word.length < 20 && new TextDecoder().decode(word) === '{"type":"heard"}\n';
}

/** The agent's message, if it sent exactly one, and completely. */
function onlyMessage(heard: Uint8Array): FromAgent | undefined {
  const text = new TextDecoder().decode(heard);
  if (!text.endsWith("\n")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Another user's agent could put anything into the environment of the user's program. */
function otherUsers(socket: string, uid: number): ActasError {
  return new ActasError(
    "agent-unreachable",
    `cannot use the agent at ${socket}: it runs as another user (uid ${uid})`,
    {
      hints: ["set XDG_RUNTIME_DIR or ACTAS_AGENT_SOCK to a directory of your own", WITHOUT_AGENT],
    },
  );
}

function unreachable(socket: string, { why, message }: NotConnected): Error {
  if (why !== "refused") return new AgentGone(why);
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: ${message}`, {
    hints: ["`actas agent restart` replaces it", WITHOUT_AGENT],
  });
}
