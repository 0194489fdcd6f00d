import { hasEnded, runningAgent } from "../test/support/agent-of.ts";
import { until } from "../test/support/until.ts";
import type { World } from "../test/support/world.ts";
import { against } from "./against.ts";
import { compile } from "./compile.ts";
import { inParallel } from "./concurrency.ts";
import { memoryAtRest, memoryInWords } from "./memory.ts";
import type { Result } from "./result.ts";
import { interleave } from "./statistics.ts";

const VENDS = 1000;
const COLD_STARTS = 15;
/** What an idle agent may take. */
const IDLE_MEBIBYTES = 25;

/** How much memory an idle new agent takes. */
export async function measureIdleMemory(world: World): Promise<readonly Result[]> {
  await succeed(world, ["agent", "start"]);
  const memory = await memoryAtRest(world);
  return [
    {
      name: "agent, memory, idle",
      measured: memoryInWords(memory),
      baseline: `${IDLE_MEBIBYTES} MiB private`,
      ratio: memory.private / IDLE_MEBIBYTES,
      bound: { sense: "at most", ratio: 1 },
    },
  ];
}

/** How much memory an agent takes that took over the sign-ins of another and then assumed many roles again. */
export async function measureBusyMemory(world: World): Promise<readonly Result[]> {
  await succeed(world, ["agent", "restart"]);
  const profiles = ["dev1", "dev2", "dev3", "dev4", "dev5"];
  await inParallel(VENDS, 4, (index) => succeed(world, ["process", "--refresh", profiles[index % 5]!]));
  const memory = await memoryAtRest(world);
  return [{ name: `agent, memory, a minute after ${VENDS} vends`, measured: memoryInWords(memory) }];
}

/**
 * How long a new agent takes to answer the command that starts it, against two empty programs, one after the other:
 * the command and the agent are two programs.
 */
export async function measureColdStart(world: World): Promise<readonly Result[]> {
  const empty = compile("empty");
  const times = await interleave(COLD_STARTS, {
    start: async () => {
      const before = await runningAgent(world);
      await succeed(world, ["agent", "stop"]);
      // While it ends, and gives back what it had locked, the next one starts more slowly.
      if (before) await until("the agent is gone", () => hasEnded(before.agent.pid));
      return elapsed(() => succeed(world, ["agent", "start"]));
    },
    empty: () =>
      elapsed(async () => {
        for (const _ of ["command", "agent"]) await world.runProgram([empty]);
      }),
  });
  return [
    against({ name: "agent, cold start", times: times.start }, { name: "two empty programs", times: times.empty }, 2),
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
