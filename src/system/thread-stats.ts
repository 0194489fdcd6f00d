import { readdirSync } from "node:fs";
import { IS_MACOS } from "./libc.ts";
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
    return readdirSync(directory).map((thread) => `${directory}/${thread}`);
  } catch {
    // It has ended just now.
    return [];
  }
}
