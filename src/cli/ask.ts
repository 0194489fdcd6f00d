import { AgentGone } from "../agent-api/agent-gone.ts";
import { askAgent } from "../agent-api/client.ts";
import type { Listener } from "../agent-api/exchange.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import type { AgentStart, IfAbsent } from "../agent-api/start-agent.ts";
import type { PathEnvironment, Paths } from "../base/paths.ts";
import { keepFromDumps } from "../system/keep-from-dumps.ts";
import { ownPaths } from "../system/own-paths.ts";

/** `unused`: the broker runs inside this command. */
export type AgentUse = "used" | "unused";

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
  const { ACTAS_NO_AUTO_AGENT, MAIRU_NO_AUTO_AGENT } = process.env;
  const ifAbsent = ACTAS_NO_AUTO_AGENT || MAIRU_NO_AUTO_AGENT ? "refuse" : "start";
  const paths = ownPaths();
  if (paths.ignored) (await import("./tell-ignored.ts")).tellIgnored(paths.ignored);
  const answer = await askPatiently(paths, request, ifAbsent, listener);
  if (request.request === "credentials" || request.request === "environment") keepFromDumps();
  return answer;
}

/**
 * Asks the agent, and starts it when there is none, also where ACTAS_NO_AUTO_AGENT keeps other commands from it.
 *
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export function askStarted<R extends Request>(request: R): Promise<Results[R["request"]]> {
  return askPatiently(ownPaths(), request, "start");
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
    return await askPatiently(ownPaths(environment), request, "tell");
  } catch (error) {
    if (error instanceof AgentGone) return undefined;
    throw error;
  }
}

/** A command that brings a listener of its own has a list or a counter to show meanwhile. */
async function askPatiently<R extends Request>(
  paths: Paths,
  request: R,
  ifAbsent: IfAbsent,
  listener?: Listener,
): Promise<Results[R["request"]]> {
  const listen = once(listener);
  let start: AgentStart | undefined;
  for (;;) {
    try {
      return await askAgent(paths.socket, request, listen, listener ? "something" : "nothing");
    } catch (error) {
      if (!(error instanceof AgentGone)) throw error;
      start ??= new (await import("../agent-api/start-agent.ts")).AgentStart(paths, ifAbsent);
      await start.next(error.reason);
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
