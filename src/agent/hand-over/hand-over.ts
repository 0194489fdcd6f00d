import { z } from "zod/mini";
import { ActasError } from "../../base/errors.ts";
import { systemError } from "../../base/system-error.ts";
import { awayFromProject } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import { type Memory, restore, Snapshot, snapshotOf } from "./snapshot.ts";

/** How long a successor may take to say that it has everything. */
const READY_TIMEOUT_MS = 10_000;
const LOOK_MS = 2;

/** What an agent that is replaced leaves to the next one, over a pipe and never over a file. */
const HandOver = z.extend(Snapshot, { predecessor: z.object({ pid: z.number(), startTime: z.string() }) });

/**
 * Starts `executable` as the next agent and gives it sign-ins, cache and the lock. It has said that it is ready when
 * this returns, and waits for the end of this process.
 *
 * @throws {ActasError} when it does not come up; this agent then goes on as if nothing had been asked
 */
export async function handOver(
  executable: string,
  memory: Memory,
  place: readonly [lock: number, socket: number],
): Promise<{ pid: number }> {
  const predecessor = { pid: process.pid, startTime: startTimeOf(process.pid) ?? "" };
  const left = JSON.stringify(z.encode(HandOver, { predecessor, ...snapshotOf(memory) }));
  const successor = start(executable, place);
  successor.stdin.write(left);
  successor.stdin.end();
  const late = Bun.sleep(READY_TIMEOUT_MS).then(() => undefined);
  const word = await Promise.race([firstLine(successor.stdout), late]);
  if (word !== READY) {
    successor.kill("SIGKILL");
    throw notReady(executable, word);
  }
  successor.unref();
  return { pid: successor.pid };
}

const READY = "ready";
const Refusal = z.object({ error_description: z.string(), hints: z.array(z.string()) });

/** Nothing is lost: this agent goes on. */
function notReady(executable: string, word: string | undefined): ActasError {
  const goesOn = `the agent, pid ${process.pid}, goes on with all it holds`;
  try {
    const { error_description: reason, hints } = Refusal.parse(JSON.parse(word ?? ""));
    return new ActasError("agent-unreachable", `cannot restart the agent: ${reason}; ${goesOn}`, { hints });
  } catch {
    const reason = `${executable} did not become ready`;
    return new ActasError("agent-unreachable", `cannot restart the agent: ${reason}; ${goesOn}`, {
      hints: ["`actas agent stop` ends it with its sign-ins; any command starts a new one then"],
    });
  }
}

/**
 * The successor's side: reads what was left from standard input, does what has to be done while the agent before it
 * still serves, says that it is ready, and waits until the other is gone. The lock was held all the time.
 */
export async function takeOver(memory: Memory, beforeItGoes: () => void): Promise<void> {
  const { predecessor, ...snapshot } = HandOver.parse(await new Response(Bun.stdin.stream()).json());
  restore(memory, snapshot);
  beforeItGoes();
  console.log(READY);
  while (startTimeOf(predecessor.pid) === predecessor.startTime) await Bun.sleep(LOOK_MS);
}

/** The successor gets lock and socket as descriptors 3 and 4. Clients that connect meanwhile wait for it. */
function start(executable: string, place: readonly [lock: number, socket: number]) {
  try {
    return Bun.spawn([executable, "agent", "run", "--successor"], {
      stdio: ["pipe", "pipe", "ignore", ...place],
      detached: true,
      cwd: "/",
      env: awayFromProject(ownSurroundings()).environment,
    });
  } catch (error) {
    throw systemError(error, `restart the agent with ${executable}`);
  }
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    if (text.includes("\n")) break;
  }
  return text.split("\n")[0] ?? "";
}
