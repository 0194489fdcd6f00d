import { startTimeOf } from "../system/processes/process-stat.ts";
import { ServeFiles } from "./serve-files.ts";
import type { ServeRecord } from "./serve-record.ts";

/**
 * What this user serves now, by port. What a process has left that was killed is removed.
 *
 * @param runtime - this user's runtime directory
 */
export function runningServes(runtime: string): ServeRecord[] {
  const running = ServeFiles.all(runtime).flatMap((files) => {
    const record = files.readRecord();
    if (!record) return [];
    if (isServed(record)) return [record];
    files.remove();
    return [];
  });
  return running.sort((one, other) => one.port - other.port);
}

/** Whether the process of a record still runs. */
export function isServed({ pid, startTime }: ServeRecord): boolean {
  return startTimeOf(pid) === startTime;
}
