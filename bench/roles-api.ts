import { login } from "../test/support/sign-in.ts";
import { type World, withSandbox } from "../test/support/world.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";
import { inWords } from "./time-of.ts";

const ROUNDS = 20;
const LIST = ["list", "roles", "yoyodyne", "-o", "oneline"];

/** `list roles SOURCE` with 5,000 roles of a roles API on this machine: from memory, and asked anew. */
export async function measureRolesApi(): Promise<readonly Result[]> {
  const rows: Result[] = [];
  await withSandbox(async (world) => {
    await world.settings({ accounts: 1000 });
    await login(world, "yoyodyne");
    await timed(world, LIST);
    for (const [name, words] of [
      ["from memory", LIST],
      ["asked anew", [...LIST, "--refresh"]],
    ] as const) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) times.push(await timed(world, words));
      const { median, p95 } = summarise(times);
      rows.push({ name: `list 5,000 roles of a roles API, ${name}`, measured: inWords(median, p95) });
    }
  });
  return rows;
}

async function timed(world: World, words: readonly string[]): Promise<number> {
  const start = performance.now();
  const { status, stderr } = await world.run(words);
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}
