import { readFileSync } from "node:fs";
import { PROGRAM } from "../test/support/program.ts";
import { processesOf } from "../test/support/scan-secrets.ts";
import type { World } from "../test/support/world.ts";
import { compile } from "./compile.ts";
import { inParallel } from "./concurrency.ts";
import type { Result } from "./result.ts";
import { interleave, summarise } from "./statistics.ts";

const VENDS = 1000;
const COLD_STARTS = 15;

/** How much memory an idle new agent takes. */
export async function measureIdleMemory(world: World): Promise<readonly Result[]> {
  await succeed(world, ["agent", "start"]);
  return [{ name: "agent, resident memory, idle", measured: await memoryOf(world) }];
}

/** How much memory an agent takes that took over the sign-ins of another and then assumed many roles again. */
export async function measureBusyMemory(world: World): Promise<readonly Result[]> {
  await succeed(world, ["agent", "restart"]);
  const profiles = ["dev1", "dev2", "dev3", "dev4", "dev5"];
  await inParallel(VENDS, 4, (index) => succeed(world, ["process", "--refresh", profiles[index % 5]!]));
  return [{ name: `agent, resident memory, after ${VENDS} vends`, measured: await memoryOf(world) }];
}

/**
 * How long a new agent takes to answer the command that starts it, against two empty programs, one after the other:
 * the command and the agent are two programs.
 */
export async function measureColdStart(world: World): Promise<readonly Result[]> {
  const empty = compile("empty");
  const times = await interleave(COLD_STARTS, {
    start: async () => {
      await succeed(world, ["agent", "stop"]);
      return elapsed(() => succeed(world, ["agent", "start"]));
    },
    empty: () =>
      elapsed(async () => {
        for (const _ of ["command", "agent"]) await world.runProgram([empty]);
      }),
  });
  const [start, floor] = [summarise(times.start), summarise(times.empty)];
  return [
    {
      name: "agent, cold start",
      measured: `${start.median.toFixed(1)} ms (p95 ${start.p95.toFixed(1)})`,
      baseline: `two empty programs ${floor.median.toFixed(1)} ms (p95 ${floor.p95.toFixed(1)})`,
      ratio: start.median / floor.median,
      bound: { sense: "at most", ratio: 2 },
    },
  ];
}

async function elapsed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function succeed(world: World, args: readonly string[]): Promise<void> {
  const { status, stderr } = await world.run(args);
  if (status !== 0) throw new Error(`actas ${args.join(" ")} ended with status ${status}: ${stderr}`);
}

async function memoryOf({ home }: World): Promise<string> {
  const agent = (await processesOf(home)).find(({ commandLine }) => commandLine.startsWith(PROGRAM));
  if (!agent) return "no /proc here";
  const status = readFileSync(`/proc/${agent.pid}/status`, "utf8");
  const megabytes = (key: string): string =>
    (Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]) / 1024).toFixed(0);
  return `${megabytes("VmRSS")} MiB (${megabytes("RssAnon")} of its own)`;
}
