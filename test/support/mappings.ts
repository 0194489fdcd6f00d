import { readFileSync } from "node:fs";

/** A part of a process's memory. */
export interface Mapping {
  /** As in `/proc/PID/maps`: `r-xp`. */
  readonly access: string;
  /** The file behind it, or a name such as `[stack]`; often empty. */
  readonly name: string;
  /** How much of it has been written to. */
  readonly writtenKilobytes: number;
  readonly isLocked: boolean;
}

/** The parts of a process's memory; only root may look into one that is hardened. */
export function mappingsOf(pid: number): Mapping[] {
  const text = readFileSync(`/proc/${pid}/smaps`, "latin1");
  return text.split(/^(?=[\da-f]+-[\da-f]+ )/m).map((mapping) => ({
    access: /^\S+ (\S+)/.exec(mapping)?.[1] ?? "",
    name: /^(?:\S+ +){5}(.*)/.exec(mapping)?.[1] ?? "",
    writtenKilobytes: Number(/^Anonymous: +(\d+) kB$/m.exec(mapping)?.[1]),
    isLocked: /^VmFlags:.* lo\b/m.test(mapping),
  }));
}
