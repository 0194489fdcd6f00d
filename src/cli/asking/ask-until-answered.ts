import { AgentGone } from "../../agent-api/agent-gone.ts";
import { AgentStart, type IfAbsent } from "../../agent-api/agent-start.ts";
import { askAgent } from "../../agent-api/ask-agent.ts";
import type { Listener } from "../../agent-api/exchange.ts";
import type { Request, Results } from "../../agent-api/messages.ts";
import type { Environment } from "../../base/environment.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { noteIgnoredRuntimeDirectory } from "../terminal/note-ignored-runtime-directory.ts";

/** Whether the user is told why XDG_RUNTIME_DIR is not used; some commands report it themselves. */
export type Note = "said" | "left-out";

export interface AskOptions {
  readonly ifAbsent: IfAbsent;
  readonly note: Note;
  readonly environment: Environment;
  readonly listen: () => Promise<Listener>;
  readonly meanwhile: "nothing" | "something";
}

/**
 * Finds this user's agent by checking the owners of directories, and asks it until it answers. Starts it if necessary.
 *
 * @throws {AgentGone} there is none, and the command does not start one
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
