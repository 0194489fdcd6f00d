import { AgentGone } from "../agent-api/agent-gone.ts";
import { askAgent } from "../agent-api/client.ts";
import type { Listener } from "../agent-api/exchange.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import type { PathEnvironment, Paths } from "../base/paths.ts";
import { ownPaths } from "../system/own-paths.ts";

/** `unused`: the broker runs inside this command. */
export type AgentUse = "used" | "unused";

/**
 * Longer than the agent takes for what it has at hand, shorter than a person notices. A command that brings a listener
 * of its own has a list or a counter to show meanwhile.
 */
const AT_ONCE_MS = 20;
/** Times a request is sent again because the agent was absent, replaced, or died before it answered. */
const MAX_TRIES = 4;
/** A successor listens a moment after the agent before it has gone. */
const REPLACED_WITHIN_MS = 100;

/**
 * Asks the agent, and starts it when there is none.
 *
 * @param listener - who hears what it says before it answers; absent: the user's terminal
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export async function ask<R extends Request>(
  request: R,
  agent: AgentUse = "used",
  listener?: Listener,
): Promise<Results[R["request"]]> {
  if (agent === "unused") return (await import("./without-agent.ts")).askWithoutAgent(request);
  const paths = ownPaths();
  if (paths.ignored) (await import("./tell-ignored.ts")).tellIgnored(paths.ignored);
  return askPatiently(paths, request, listener, async (reason) => {
    const { ACTAS_NO_AUTO_AGENT, MAIRU_NO_AUTO_AGENT } = process.env;
    const starting = ACTAS_NO_AUTO_AGENT || MAIRU_NO_AUTO_AGENT ? "not-allowed" : "allowed";
    await (await import("../agent-api/start-agent.ts")).startAgent(paths, reason, starting);
  });
}

/**
 * Asks the agent only if one is running; undefined when there is none.
 *
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export async function askRunning<R extends Request>(
  request: R,
  environment: PathEnvironment = process.env,
): Promise<Results[R["request"]] | undefined> {
  try {
    return await askPatiently(ownPaths(environment), request, undefined, async (reason) => {
      if (reason === "absent") throw new AgentGone(reason);
      await Bun.sleep(REPLACED_WITHIN_MS);
    });
  } catch (error) {
    if (error instanceof AgentGone) return undefined;
    throw error;
  }
}

/** `prepare` sees to it that the next try finds an agent. */
async function askPatiently<R extends Request>(
  paths: Paths,
  request: R,
  listener: Listener | undefined,
  prepare: (reason: AgentGone["reason"]) => Promise<void>,
): Promise<Results[R["request"]]> {
  const listen = once(listener);
  const stillFor = listener ? 0 : AT_ONCE_MS;
  for (let tries = 1; ; tries++) {
    try {
      return await askAgent(paths.socket, request, listen, stillFor);
    } catch (error) {
      if (!(error instanceof AgentGone)) throw error;
      if (tries === MAX_TRIES) throw (await import("../agent-api/start-agent.ts")).gaveUp(paths, error.reason);
      await prepare(error.reason);
    }
  }
}

/** One listener for all tries; the user's terminal unless there is another. */
function once(listener?: Listener): () => Promise<Listener> {
  return async () => {
    listener ??= (await import("./terminal-listener.ts")).terminalListener();
    return listener;
  };
}
