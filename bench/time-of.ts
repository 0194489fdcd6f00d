import { join } from "node:path";
import type { World } from "../test/support/world.ts";

/** How a command is to end: in the home directory or below, and with which status. */
interface Expected {
  readonly directory?: string;
  readonly status?: number;
}

/** Milliseconds from spawn to reap; what is printed goes nowhere. */
export function timeOf(
  { environment, home }: Pick<World, "environment" | "home">,
  command: string[],
  { directory = "", status = 0 }: Expected = {},
): number {
  const start = performance.now();
  const cwd = join(home, directory);
  const { exitCode, stderr } = Bun.spawnSync(command, { env: environment, cwd, stdin: "ignore", stdout: "ignore" });
  const time = performance.now() - start;
  if (exitCode !== status) throw new Error(`${command.join(" ")} ended with status ${exitCode}: ${stderr}`);
  return time;
}

export function inWords(median: number, p95: number): string {
  return `${median.toFixed(1)} ms (p95 ${p95.toFixed(1)})`;
}
