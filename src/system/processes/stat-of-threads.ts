import { IS_MACOS } from "../libc.ts";
import { type ProcessStat, processStat, statIn } from "./process-stat.ts";

/**
 * Looks at a running process and all of its threads: the first, by which the system describes it, may wait for another
 * that waits for a processor, as while memory is tidied up.
 */
export function statOfThreads(pid: number): ProcessStat | undefined {
  const stat = processStat(pid);
  const isBusy = stat?.activity === "waits" && threadsOf(pid).some((path) => statIn(path)?.activity === "runs");
  return isBusy ? { ...stat, activity: "runs" } : stat;
}

function threadsOf(pid: number): string[] {
  if (IS_MACOS) return [];
  const directory = `/proc/${pid}/task`;
  try {
    // Loaded here, since a process that is looked at is seldom idle: `node:fs` costs 2 ms.
    return process
      .getBuiltinModule("node:fs")
      .readdirSync(directory)
      .map((thread) => `${directory}/${thread}`);
  } catch {
    // It has ended just now.
    return [];
  }
}
