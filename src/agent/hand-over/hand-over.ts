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
  const late = Bun.sleep(READY_TIMEOUT_MS).then(() => "late");
  if ((await Promise.race([firstWord(successor.stdout), late])) !== "ready") {
    successor.kill("SIGKILL");
    throw new ActasError("agent-unreachable", `cannot restart the agent: ${executable} did not become ready`, {
      hints: ["`actas agent stop`, then any command starts a new one; sign-ins end with the old agent"],
    });
  }
  successor.unref();
  return { pid: successor.pid };
}

/**
 * The successor's side: reads what was left from standard input, does what has to be done while the agent before it
 * still serves, says that it is ready, and waits until the other is gone. The lock was held all the time.
 */
export async function takeOver(memory: Memory, beforeItGoes: () => void): Promise<void> {
  const { predecessor, ...snapshot } = HandOver.parse(await new Response(Bun.stdin.stream()).json());
  restore(memory, snapshot);
  beforeItGoes();
  console.log("ready");
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

async function firstWord(stream: ReadableStream<Uint8Array>): Promise<string> {
  for await (const bytes of stream) return new TextDecoder().decode(bytes).trim();
  return "";
}
