import { existsSync, readFileSync } from "node:fs";
import { IS_MACOS } from "../libc.ts";

/** What a process that has ended, and that its parent has not heard of yet, has no more: its network. */
const OF_RUNNING = "net/stat";

/**
 * A path to the same place that leads nowhere once this process has ended, however it ends: it goes through a
 * folder that the kernel has for the process. For the target of a symbolic link.
 *
 * @param path - absolute
 * @returns the path as it is where there are no such folders, or where some programs of this user cannot look into them
 */
export function pathWhileRunning(path: string): string {
  const isSeen = !IS_MACOS && existsSync(`/proc/self/${OF_RUNNING}`) && !hidesProcesses();
  return isSeen ? `/proc/${process.pid}/${OF_RUNNING}/../../../..${path}` : path;
}

/** With the option `hidepid`, a process that keeps its memory to itself is hidden from the user's other programs. */
function hidesProcesses(): boolean {
  try {
    return /^\S+ \/proc proc \S*hidepid=/m.test(readFileSync("/proc/mounts", "utf8"));
  } catch {
    return true;
  }
}
