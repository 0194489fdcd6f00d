import type { Request, Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { forkedFrom } from "../../system/processes/forked-from.ts";
import { programOf } from "../../system/processes/parent-program.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import type { Agent } from "../agent.ts";
import type { Caller } from "../socket/caller.ts";
import type { Connection } from "../socket/connection.ts";
import { grantBy } from "./grant.ts";

/**
 * Gives a shell a grant, for the command that it has started to ask for it. The kernel says who asks; only that shell
 * can be meant, so that nothing outlives the user's shell with a token of its own.
 */
export async function shellGrant(
  agent: Agent,
  { for: request, shell }: Extract<Request, { request: "shell-grant" }>,
  connection: Connection,
): Promise<Results["shell-grant"]> {
  const startTime = shellOf(connection.caller, shell);
  const { actsAs, environment } = await grantBy(agent, request, connection, (target) =>
    agent.grants.addForShell({ caller: { pid: shell, startTime }, program: programOf(shell), target, request }),
  );
  return { actsAs, environment, agent: process.pid };
}

/** Ends what a shell acted as, for a command that the shell has started. */
export async function endShellGrants(
  { grants, log }: Agent,
  { shell }: Extract<Request, { request: "end-shell-grants" }>,
  { caller }: Connection,
): Promise<Results["end-shell-grants"]> {
  shellOf(caller, shell);
  const ended = grants.endOfShell(shell);
  if (ended > 0) log(`${ended} grants of shell ${shell} end`);
  return { ended };
}

/** When the shell started. Both are looked at twice, since a pid may come to be another process's. */
function shellOf({ pid, startTime }: Caller, shell: number): string {
  const started = startTimeOf(shell);
  const isTheirs = forkedFrom(shell, pid) && startTimeOf(shell) === started && startTimeOf(pid) === startTime;
  if (started && isTheirs) return started;
  throw new ActasError(
    "access-denied",
    `cannot grant credentials to process ${shell}: it is not the shell of the command that asks`,
    {
      hints: ["in a shell that is in another container than the agent, use `--mode env`"],
    },
  );
}
