import { readFileSync } from "node:fs";
import { PROGRAM } from "../test/support/program.ts";
import { processesOf } from "../test/support/scan-secrets.ts";
import type { World } from "../test/support/world.ts";
import { inParallel } from "./concurrency.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";

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

/** How long a new agent takes to answer. */
export async function measureColdStart(world: World): Promise<readonly Result[]> {
  const times: number[] = [];
  for (let round = 0; round < COLD_STARTS; round++) {
    await succeed(world, ["agent", "stop"]);
    const start = performance.now();
    await succeed(world, ["agent", "start"]);
    times.push(performance.now() - start);
  }
  const { median, p95 } = summarise(times);
  return [{ name: "agent, cold start", measured: `${median.toFixed(1)} ms (p95 ${p95.toFixed(1)})` }];
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
