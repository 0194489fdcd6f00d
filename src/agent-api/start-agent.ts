import { ActasError, type ErrorCode } from "../base/errors.ts";
import type { Paths } from "../base/paths.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { tryLock } from "../system/lock.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../system/private-directory.ts";
import type { AgentGone } from "./agent-gone.ts";
import { isListening } from "./is-listening.ts";

/** The most a start may take on a machine that is very busy. */
const START_TIMEOUT_MS = 20_000;
const POLL_MS = 5;

/** Whether a command may start the agent by itself; ACTAS_NO_AUTO_AGENT says no. */
export type Starting = "allowed" | "not-allowed";

/**
 * Makes sure that an agent answers: starts one when there is none, or waits for the one that is being started.
 * However many commands do this at once, one of them starts it.
 *
 * @throws {ActasError} why there is no agent
 */
export async function startAgent(paths: Paths, reason: AgentGone["reason"], starting: Starting): Promise<void> {
  const mayStart = starting === "allowed";
  if (!mayStart && (reason === "absent" || reason === "lost")) throw notAllowed(paths);
  using runtime = makePrivateDirectory(paths.runtime);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isListening(paths.socket))) {
    if (Date.now() > deadline) throw gaveUp(paths, reason);
    using lock = mayStart ? tryLock(runtime, "start.lock") : undefined;
    if (lock && !isAlive(runtime)) await spawnAgent(paths, runtime, deadline);
    else await Bun.sleep(POLL_MS);
  }
}

/** The error for an agent that was there again and again, and never answered. */
export function gaveUp({ socket }: Paths, reason: AgentGone["reason"]): ActasError {
  const why = reason === "lost" ? "it went away before it answered" : "it does not answer";
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: ${why}`, {
    hints: ["`actas agent restart` replaces it", "`--no-agent` does without it"],
  });
}

/** Whether there is an agent: one that does not listen is about to, or is making room for its successor. */
function isAlive(runtime: PrivateDirectory): boolean {
  using lock = tryLock(runtime, "agent.lock");
  return lock === undefined;
}

/** The words that run this same program again. */
function selfCommand(): string[] {
  return Bun.main.startsWith("/$bunfs/") ? [process.execPath] : [process.execPath, Bun.main];
}

async function spawnAgent({ socket }: Paths, runtime: PrivateDirectory, deadline: number): Promise<void> {
  const agent = Bun.spawn([...selfCommand(), "agent", "run", "--errors-as-json"], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
    detached: true,
    cwd: "/",
    // Where this command looks for it, even if /run/user/UID or HOME changed meanwhile.
    env: { ...agentEnvironment(process.env), ACTAS_AGENT_SOCK: socket },
  });
  agent.unref();
  while (!(await isListening(socket)) && Date.now() < deadline) {
    const hasEnded = agent.exitCode !== null || agent.signalCode;
    if (hasEnded && isAlive(runtime)) return;
    if (hasEnded) throw await startError(agent.stderr);
    await Bun.sleep(POLL_MS);
  }
}

/** An agent that cannot start says why in one line of JSON, in the form errors have on the socket. */
async function startError(stderr: ReadableStream<Uint8Array>): Promise<ActasError> {
  try {
    const { error, error_description, hints } = (await new Response(stderr).json()) as {
      error: ErrorCode;
      error_description: string;
      hints: string[];
    };
    return new ActasError(error, error_description, { hints });
  } catch {
    return new ActasError("agent-unreachable", "cannot start the agent: it ended at once", {
      hints: ["`actas agent run` shows what it says", "`--no-agent` does without it"],
    });
  }
}

function notAllowed({ socket }: Paths): ActasError {
  const variable = process.env.MAIRU_NO_AUTO_AGENT ? "MAIRU_NO_AUTO_AGENT" : "ACTAS_NO_AUTO_AGENT";
  const reason = `none is running, and ${variable} says not to start one`;
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: ${reason}`, {
    hints: ["`actas agent start` starts one", "`--no-agent` does without it"],
  });
}
