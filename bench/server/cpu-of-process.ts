import { readFileSync } from "node:fs";

/** Of Linux, for all processes, whatever the kernel counts in. */
const TICK_MS = 10;

/** What a process has had of the processor until now, with all its threads, in milliseconds. */
export function cpuMsOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The name of the program may hold anything.
  const [user, system] = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}
