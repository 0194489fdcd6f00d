import { readFileSync } from "node:fs";
import { PROGRAM } from "../test/support/program.ts";
import { processesOf } from "../test/support/scan-secrets.ts";
import type { World } from "../test/support/world.ts";

/** What a process has of the machine's memory, in MiB. */
export interface Memory {
  /** What would be free without it. */
  readonly private: number;
  /** The same, and its share of what others use as well. */
  readonly proportional: number;
  /** What it has written itself. */
  readonly written: number;
}

/** An agent gives back what it no longer needs 20 and 40 seconds after its last request. */
const REST_MS = 60_000;

/** What the agent of a world takes after it has rested. */
export async function memoryAtRest(world: World): Promise<Memory> {
  await Bun.sleep(REST_MS);
  return memoryOf(world);
}

/** What the agent of a world takes now. */
export async function memoryOf({ home }: World): Promise<Memory> {
  const agent = (await processesOf(home)).find(({ commandLine }) => commandLine.startsWith(PROGRAM));
  if (!agent) throw new Error("no agent runs, or there is no /proc");
  return memoryOfProcess(agent.pid);
}

/** What a process takes now. */
export function memoryOfProcess(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "latin1");
  const mebibytes = (key: string): number => Number(new RegExp(`^${key}: +(\\d+) kB`, "m").exec(text)?.[1]) / 1024;
  return {
    private: mebibytes("Private_Clean") + mebibytes("Private_Dirty"),
    proportional: mebibytes("Pss"),
    written: mebibytes("Anonymous"),
  };
}

/** For a row of the table. */
export function memoryInWords(memory: Memory): string {
  const [own, share, written] = [memory.private, memory.proportional, memory.written].map((value) => value.toFixed(0));
  return `${own} MiB private (PSS ${share}, ${written} written)`;
}
