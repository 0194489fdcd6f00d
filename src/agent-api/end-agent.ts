import { ActasError } from "../base/errors.ts";
import { tryLock } from "../files/lock.ts";
import type { Paths } from "../files/paths.ts";
import { makePrivateDirectory } from "../files/private-directory.ts";
import { type Holder, isRunning } from "../system/lock-holder.ts";
import { AGENT_LOCK } from "./agent-lock.ts";
import { GRANTS_FOLDER, isGrantId } from "./grants-folder.ts";

/** How long each signal has to end it. */
const GRACE_MS = 2_000;
const LOOK_MS = 10;

/**
 * Ends an agent that does not answer, also one that is stopped: by asking it, then without. Grants stay in their files.
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
 * Ends the grants that an agent has left, in its place: the next one finds none to take up.
 *
 * @returns false when there is an agent again, which has to do it
 */
export function endGrants({ runtime: path }: Paths): boolean {
  using runtime = makePrivateDirectory(path);
  using lock = tryLock(runtime, AGENT_LOCK);
  if (!lock) return false;
  using grants = runtime.make(GRANTS_FOLDER);
  for (const name of grants.names()) if (isGrantId(name)) grants.remove(name);
  return true;
}

/** Looked at right before, since a pid that is free may soon be somebody else's. */
function send(holder: Holder, signal: NodeJS.Signals): void {
  if (!isRunning(holder)) return;
  try {
    process.kill(holder.pid, signal);
  } catch {
    // It has ended just now.
  }
}

async function hasEnded(holder: Holder): Promise<boolean> {
  for (const end = performance.now() + GRACE_MS; isRunning(holder); await Bun.sleep(LOOK_MS)) {
    if (performance.now() > end) return false;
  }
  return true;
}
