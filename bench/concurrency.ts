import { freemem } from "node:os";
import type { World } from "../test/support/world.ts";
import type { Result } from "./result.ts";
import { quantile } from "./statistics.ts";

const CALLS = 1000;
/** The most memory that one waiting command takes, so that all of them fit into the machine. */
const BYTES_EACH = 12 * 1024 * 1024;
/** How often both are measured: a single pair shows mostly what else the machine was doing. */
const PAIRS = 3;

/** Many commands at once, with an agent that has the credentials and without an agent: every command must succeed. */
export async function measureConcurrency(world: World): Promise<readonly Result[]> {
  const atOnce = Math.min(CALLS, Math.floor(freemem() / BYTES_EACH));
  const results: Result[] = [];
  for (const command of COMMANDS) {
    const pairs: Pair[] = [];
    while (pairs.length < PAIRS) pairs.push(await measurePair(world, command, atOnce));
    results.push(...rows(`${CALLS} \`${command.name}\` calls, ${atOnce} at once`, command, pairs));
  }
  await world.signIn("staging");
  return results;
}

interface Measured {
  readonly name: string;
  readonly words: readonly string[];
  readonly target: string;
  readonly program: readonly string[];
  readonly code: "given" | "none";
  /** How many calls to AWS one command alone makes. */
  readonly calls: number;
}

const COMMANDS: readonly Measured[] = [
  { name: "process", words: ["process"], target: "readonly", program: [], code: "none", calls: 2 },
  { name: "exec", words: ["exec"], target: "readonly", program: ["--", "/bin/true"], code: "none", calls: 2 },
  { name: "process --otp", words: ["process"], target: "staging", program: [], code: "given", calls: 3 },
];

interface Run {
  readonly succeeded: number;
  readonly seconds: number;
}

interface Pair {
  readonly cold: Run;
  readonly warm: Run;
  /** How many agents all commands without an agent started, and how many calls they made. */
  readonly agents: number;
  readonly calls: number;
}

/** Measures first without an agent, then with the agent that was started: one MFA code is enough for both. */
async function measurePair(world: World, command: Measured, atOnce: number): Promise<Pair> {
  const options = command.code === "given" ? ["--otp", await world.code()] : [];
  const words = [...command.words, ...options, command.target, ...command.program];
  await world.run(["agent", "stop"]);
  const before = { agents: await starts(world), calls: (await world.calls()).length };
  const cold = await timeOf(world, atOnce, words);
  const [agents, calls] = [await starts(world), (await world.calls()).length];
  const warm = await timeOf(world, atOnce, words);
  return { cold, warm, agents: agents - before.agents, calls: calls - before.calls };
}

async function starts({ home }: World): Promise<number> {
  const log = await Bun.file(`${home}/.local/state/actas/log/agent.log`).text();
  return log.match(/ started, /g)?.length ?? 0;
}

async function timeOf(world: World, atOnce: number, words: readonly string[]): Promise<Run> {
  const start = performance.now();
  let succeeded = 0;
  await inParallel(CALLS, atOnce, async () => {
    if ((await world.run(words)).status === 0) succeeded++;
  });
  return { succeeded, seconds: (performance.now() - start) / 1000 };
}

function rows(name: string, { calls }: Measured, pairs: readonly Pair[]): Result[] {
  const succeeded = Math.min(...pairs.flatMap(({ cold, warm }) => [cold.succeeded, warm.succeeded]));
  const mostAgents = Math.max(...pairs.map(({ agents }) => agents));
  const mostCalls = Math.max(...pairs.map((pair) => pair.calls));
  const ratios = pairs.map(({ cold, warm }) => cold.seconds / warm.seconds).sort((a, b) => a - b);
  return [
    {
      name,
      measured: `${succeeded} succeeded in the worst of ${2 * PAIRS} rounds`,
      ratio: succeeded / CALLS,
      bound: { sense: "at least", ratio: 1 },
    },
    {
      name: `${name}, without an agent`,
      measured: `${secondsOf(pairs.map(({ cold }) => cold))} s (worst pair ${ratios.at(-1)?.toFixed(2)})`,
      baseline: `with a warm one ${secondsOf(pairs.map(({ warm }) => warm))} s`,
      ratio: quantile(ratios, 0.5),
      bound: { sense: "at most", ratio: 1.5 },
    },
    {
      name: `${name}: agents started, and calls to AWS`,
      measured: `${mostAgents} and ${mostCalls}`,
      baseline: `by one alone 1 and ${calls}`,
      ratio: (mostAgents + mostCalls) / (1 + calls),
      bound: { sense: "at most", ratio: 1 },
    },
  ];
}

function secondsOf(runs: readonly Run[]): string {
  const sorted = runs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return quantile(sorted, 0.5).toFixed(1);
}

/**
 * Does something many times, `atOnce` at a time. The made-up AWS runs in this process and answers between two starts:
 * 1,000 starts in a row would keep it from answering for longer than any client waits.
 */
export async function inParallel(times: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < times) await work(next++);
  };
  const workers: Promise<void>[] = [];
  for (let started = 0; started < atOnce; started++) {
    workers.push(worker());
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(workers);
}
