import { AgentGone } from "../../agent-api/agent-gone.ts";
import { askAgent, connectIfOurs } from "../../agent-api/ask-agent.ts";
import type { CommandListener } from "../../agent-api/exchange.ts";
import type { Request, Results } from "../../agent-api/messages.ts";
import type { Environment } from "../../base/environment.ts";
import { likelySocket } from "../../files/paths.ts";
import { keepFromDumps } from "../../system/processes/keep-from-dumps.ts";
import type { AskOptions } from "./ask-until-answered.ts";

/** A listener, or how one is made when the agent does not answer at once. */
type Listening = CommandListener | (() => Promise<CommandListener>);

/** `unused`: the broker runs inside this command. */
export type AgentUse = "used" | "unused";

/**
 * Asks the agent, and starts it when there is none.
 *
 * @param listener - gets messages before the answer; absent: the user's terminal
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export async function ask<R extends Request>(
  request: R,
  agent: AgentUse = "used",
  listener?: Listening,
): Promise<Results[R["request"]]> {
  if (agent === "unused")
    return (await import("./without-agent.ts")).askWithoutAgent(request, listener && (await listenerOf(listener)));
  const { ACTAS_NO_AUTO_AGENT, MAIRU_NO_AUTO_AGENT } = process.env;
  const ifAbsent = ACTAS_NO_AUTO_AGENT || MAIRU_NO_AUTO_AGENT ? "refuse" : "start";
  const answer = await askPatiently(request, { ifAbsent, note: "said" }, listener);
  if (request.request === "credentials" || request.request === "environment") keepFromDumps();
  return answer;
}

/**
 * Asks the agent, and starts it when there is none, even where ACTAS_NO_AUTO_AGENT stops other commands from that.
 *
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export function askStarted<R extends Request>(request: R): Promise<Results[R["request"]]> {
  return askPatiently(request, { ifAbsent: "start" });
}

/**
 * Asks the agent only if one is running; undefined when there is none.
 *
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export async function askRunning<R extends Request>(
  request: R,
  environment: Environment = process.env,
  listener?: Listening,
): Promise<Results[R["request"]] | undefined> {
  try {
    return await askPatiently(request, { ifAbsent: "tell", environment }, listener);
  } catch (error) {
    if (error instanceof AgentGone) return undefined;
    throw error;
  }
}

/**
 * Nearly always an agent listens at the path in the environment, and the kernel confirms that it is this user's.
 * Further checks, which would take as long as the whole start, are then unnecessary.
 */
async function askPatiently<R extends Request>(
  request: R,
  { ifAbsent, note = "left-out", environment = process.env }: Pick<AskOptions, "ifAbsent"> & Partial<AskOptions>,
  listener: Listening = terminalListener,
): Promise<Results[R["request"]]> {
  let used = typeof listener === "function" ? undefined : listener;
  // One listener for all tries.
  const listen = async (): Promise<CommandListener> => {
    used ??= await listenerOf(listener);
    return used;
  };
  // A command that has a listener already shows a list or a counter while it waits.
  const meanwhile = used ? "something" : "nothing";
  const likely = likelySocket(environment);
  const fd = likely === undefined ? undefined : connectIfOurs(likely);
  try {
    if (likely && fd !== undefined) {
      const answer = await askAgent(likely, request, listen, meanwhile, fd).catch(unlessGone);
      if (answer !== GONE) return answer;
    }
    const { askUntilAnswered } = await import("./ask-until-answered.ts");
    return await askUntilAnswered(request, { ifAbsent, note, environment, listen, meanwhile });
  } finally {
    used?.over();
  }
}

async function listenerOf(listening: Listening): Promise<CommandListener> {
  return typeof listening === "function" ? listening() : listening;
}

async function terminalListener(): Promise<CommandListener> {
  return (await import("../terminal/terminal-listener.ts")).terminalListener();
}

const GONE = Symbol("the agent is gone");

function unlessGone(error: unknown): typeof GONE {
  if (error instanceof AgentGone) return GONE;
  throw error;
}
