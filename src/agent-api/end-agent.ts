import { ActasError } from "../base/errors.ts";
import { tryLock } from "../files/lock.ts";
import type { Paths } from "../files/paths.ts";
import { makePrivateDirectory } from "../files/private-directory.ts";
import { type Holder, isRunning } from "../system/lock-holder.ts";
import { AGENT_LOCK } from "./agent-lock.ts";
import { GRANTS_FOLDER, isGrantId } from "./grants-folder.ts";

/** Time that each signal has to take effect. */
const GRACE_MS = 2_000;
const LOOK_MS = 10;

/**
 * Ends an agent that does not answer, even one that is stopped: with SIGTERM, then SIGKILL. Grants stay in their files.
 *
 * @throws {ActasError} it cannot be ended
 */
export async function endAgent(holder: Holder): Promise<void> {
  for (const signals of [["SIGTERM", "SIGCONT"], ["SIGKILL"]] as const) {
    for (const signal of signals) send(holder, signal);
    if (await hasEnded(holder)) return;
  }
  throw new ActasError("agent-unreachable", `cannot end the agent, pid ${holder.pid}: the system does not end it`, {
    hints: [`\`ps -o pid,stat,wchan:32,args ${holder.pid}\` shows what it waits for`],
  });
}

/**
 * Removes the grants that an ended agent has left, so that the next agent does not take them up.
 *
 * @returns false when there is an agent again, which has to do that itself
 */
export function endGrants({ runtime: path }: Paths): boolean {
  using runtime = makePrivateDirectory(path);
  using lock = tryLock(runtime, AGENT_LOCK);
  if (!lock) return false;
  using grants = runtime.make(GRANTS_FOLDER);
  for (const name of grants.names()) if (isGrantId(name)) grants.remove(name);
  return true;
}

/** Checks the holder immediately before, since a free pid may soon belong to another process. */
function send(holder: Holder, signal: NodeJS.Signals): void {
  if (!isRunning(holder)) return;
  try {
    process.kill(holder.pid, signal);
  } catch {
    // It has just ended.
  }
}

async function hasEnded(holder: Holder): Promise<boolean> {
  for (const end = performance.now() + GRACE_MS; isRunning(holder); await Bun.sleep(LOOK_MS)) {
    if (performance.now() > end) return false;
  }
  return true;
}
