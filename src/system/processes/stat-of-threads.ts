import { IS_MACOS } from "../libc.ts";
import { type ProcessStat, processStat, statIn } from "./process-stat.ts";

/**
 * Looks at a running process and all of its threads. The system describes a process by its first thread alone, which
 * may wait for another that is busy, for instance during garbage collection.
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
    // Loaded here because it costs 2 ms and is seldom needed: few processes that are looked at are idle.
    return process
      .getBuiltinModule("node:fs")
      .readdirSync(directory)
      .map((thread) => `${directory}/${thread}`);
  } catch {
    // It has just ended.
    return [];
  }
}
