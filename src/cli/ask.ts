import { AgentGone, askAgent } from "../agent-api/client.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import { type PathEnvironment, pathsFrom } from "../base/paths.ts";
import { terminalListener } from "./terminal-listener.ts";

/** `unused`: the broker runs inside this command. */
export type AgentUse = "used" | "unused";

/** Times a request is sent again because the agent was absent, replaced, or died before it answered. */
const MAX_TRIES = 4;

/**
 * Asks the agent, and starts it when there is none.
 *
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export async function ask<R extends Request>(request: R, agent: AgentUse = "used"): Promise<Results[R["request"]]> {
  if (agent === "unused") return (await import("./without-agent.ts")).askWithoutAgent(request);
  const paths = pathsFrom(process.env);
  const listener = terminalListener();
  for (let tries = 1; ; tries++) {
    try {
      return await askAgent(paths.socket, request, listener);
    } catch (error) {
      if (!(error instanceof AgentGone)) throw error;
      await (await import("../agent-api/start-agent.ts")).startAgent(paths, error.reason, MAX_TRIES - tries);
    }
  }
}

/** Asks the agent only if one is running; undefined when there is none. */
export async function askRunning<R extends Request>(
  request: R,
  environment: PathEnvironment = process.env,
): Promise<Results[R["request"]] | undefined> {
  try {
    return await askAgent(pathsFrom(environment).socket, request, terminalListener());
  } catch (error) {
    if (error instanceof AgentGone && error.reason === "absent") return undefined;
    if (error instanceof AgentGone && error.reason === "restarting") return ask(request);
    throw error;
  }
}
