import { freemem } from "node:os";
import type { World } from "../test/support/world.ts";
import type { Result } from "./result.ts";

const CALLS = 1000;
/** What one waiting command takes at most, so that the machine is not filled. */
const BYTES_EACH = 12 * 1024 * 1024;

/** Many `process` calls at the same moment: every one must succeed. */
export async function measureConcurrency(world: World): Promise<readonly Result[]> {
  const atOnce = Math.min(CALLS, Math.floor(freemem() / BYTES_EACH));
  const start = performance.now();
  let succeeded = 0;
  await inParallel(CALLS, atOnce, async () => {
    const { status, stdout } = await world.run(["process", "staging"]);
    if (status === 0 && stdout.includes('"SessionToken"')) succeeded++;
  });
  const seconds = (performance.now() - start) / 1000;
  return [
    {
      name: `${CALLS} \`process\` calls, ${atOnce} at once`,
      measured: `${succeeded} succeeded, ${seconds.toFixed(1)} s`,
      ratio: succeeded / CALLS,
      bound: { sense: "at least", ratio: 1 },
    },
  ];
}

/** Does something many times, so many at a time. */
export async function inParallel(times: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < times) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
