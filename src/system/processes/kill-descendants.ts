import { readdirSync } from "node:fs";
import { readText } from "../read-bytes.ts";
import { killGroup } from "./kill-group.ts";

/**
 * Kills a process group with its leader, and all that comes from it as far as the system tells: on Linux also what has a
 * session of its own, by setsid(1) for one. What was left by its own parent before cannot be told from other programs.
 */
export function killDescendants(leader: number): void {
  // Before anything is killed: then its children are another one's.
  const all = descendantsOf(leader);
  killGroup(leader);
  for (const pid of all) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It was in the group.
    }
  }
}

/** Parents before their children, so that none begins another one meanwhile. proc(5): `/proc/PID/task/TID/children` */
function descendantsOf(pid: number): readonly number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    (readText(`/proc/${pid}/task/${thread}/children`).match(/\d+/g) ?? []).map(Number),
  );
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}
