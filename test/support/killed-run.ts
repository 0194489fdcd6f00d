import { PROGRAM } from "./program.ts";
import type { World } from "./world.ts";

/** Runs actas without a terminal, and kills it after that time if it has not ended by then. */
export async function killedRun(
  { environment, home }: World,
  words: readonly string[],
  afterMs: number,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = Bun.spawn([PROGRAM, ...words], {
    env: { ...environment, ...env },
    cwd: home,
    stdio: ["ignore", "ignore", "ignore"],
    detached: true,
  });
  await Promise.race([Bun.sleep(afterMs), child.exited]);
  child.kill("SIGKILL");
  await child.exited;
}
