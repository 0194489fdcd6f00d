import { freemem } from "node:os";
import type { World } from "../test/support/world.ts";
import type { Result } from "./result.ts";

const CALLS = 1000;
/** What one waiting command takes at most, so that the machine is not filled. */
const BYTES_EACH = 12 * 1024 * 1024;

/** Many commands at the same moment, with an agent that has the credentials, and with none: every one must succeed. */
export async function measureConcurrency(world: World): Promise<readonly Result[]> {
  const atOnce = Math.min(CALLS, Math.floor(freemem() / BYTES_EACH));
  const results: Result[] = [];
  for (const command of COMMANDS) {
    const target = command.code === "given" ? "staging" : "readonly";
    const options = async (): Promise<string[]> => (command.code === "given" ? ["--otp", await world.code()] : []);
    await world.run([...command.words, ...(await options()), target, ...command.program]);
    const warm = await timeOf(world, atOnce, [...command.words, ...(await options()), target, ...command.program]);
    await world.run(["agent", "stop"]);
    const cold = await timeOf(world, atOnce, [...command.words, ...(await options()), target, ...command.program]);
    results.push(...rows(`${CALLS} \`${command.name}\` calls, ${atOnce} at once`, warm, cold));
  }
  await world.signIn("staging");
  return results;
}

const COMMANDS = [
  { name: "process", words: ["process"], program: [], code: "none" },
  { name: "exec", words: ["exec"], program: ["--", "/bin/true"], code: "none" },
  { name: "process --otp", words: ["process"], program: [], code: "given" },
] as const;

interface Run {
  readonly succeeded: number;
  readonly seconds: number;
}

async function timeOf(world: World, atOnce: number, words: readonly string[]): Promise<Run> {
  const start = performance.now();
  let succeeded = 0;
  await inParallel(CALLS, atOnce, async () => {
    if ((await world.run(words)).status === 0) succeeded++;
  });
  return { succeeded, seconds: (performance.now() - start) / 1000 };
}

function rows(name: string, warm: Run, cold: Run): Result[] {
  const inWords = ({ succeeded, seconds }: Run): string => `${succeeded} succeeded, ${seconds.toFixed(1)} s`;
  return [
    {
      name,
      measured: `${inWords(warm)}; without an agent ${inWords(cold)}`,
      ratio: (warm.succeeded + cold.succeeded) / (2 * CALLS),
      bound: { sense: "at least", ratio: 1 },
    },
    {
      name: `${name}, without an agent`,
      measured: `${cold.seconds.toFixed(1)} s`,
      baseline: `with a warm one ${warm.seconds.toFixed(1)} s`,
      ratio: cold.seconds / warm.seconds,
      bound: { sense: "at most", ratio: 1.5 },
    },
  ];
}

/**
 * Does something many times, so many at a time. The made-up AWS lives in this process, and has its turn between two
 * starts: 1,000 in one piece would keep it from answering for longer than any client waits.
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
