import { AgentGone } from "../agent-api/agent-gone.ts";
import { AgentStart, type IfAbsent } from "../agent-api/agent-start.ts";
import { askAgent } from "../agent-api/ask-agent.ts";
import type { Listener } from "../agent-api/exchange.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import type { Environment } from "../base/environment.ts";
import { ownPaths } from "../files/own-paths.ts";
import { noteIgnoredRuntimeDirectory } from "./terminal/note-ignored-runtime-directory.ts";

/** Whether a person is told why XDG_RUNTIME_DIR is not used; some commands say it in words of their own. */
export type Note = "said" | "left-out";

export interface AskOptions {
  readonly ifAbsent: IfAbsent;
  readonly note: Note;
  readonly environment: Environment;
  readonly listen: () => Promise<Listener>;
  readonly meanwhile: "nothing" | "something";
}

/**
 * Finds out where this user's agent is, by whose the directories are, and asks it until it answers; starts it if need be.
 *
 * @throws {AgentGone} there is none, and the command only wants to know
 * @throws {ActasError} what the agent answered, or why it cannot be reached
 */
export async function askUntilAnswered<R extends Request>(
  request: R,
  { environment, ifAbsent, listen, meanwhile, note }: AskOptions,
): Promise<Results[R["request"]]> {
  const paths = ownPaths(environment);
  if (paths.ignored && note === "said") noteIgnoredRuntimeDirectory(paths.ignored);
  const start = new AgentStart(paths, ifAbsent);
  for (;;) {
    try {
      return await askAgent(paths.socket, request, listen, meanwhile);
    } catch (error) {
      if (!(error instanceof AgentGone)) throw error;
      await start.next(error.reason);
    }
  }
}
