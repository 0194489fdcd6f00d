import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import { compile } from "./compile.ts";
import type { Result } from "./result.ts";
import { interleave, summarise } from "./statistics.ts";

const ROUNDS = 150;

/** What `process` and `exec` cost when the agent has the credentials of `staging`, against a program that does nothing. */
export async function measureStart(world: World): Promise<readonly Result[]> {
  const empty = compile("empty");
  const times = await interleave(ROUNDS, {
    empty: () => timeOf(world, [empty]),
    process: () => timeOf(world, [PROGRAM, "process", "staging"]),
    exec: () => timeOf(world, [PROGRAM, "exec", "staging", "--", "/bin/true"]),
  });
  const floor = summarise(times.empty);
  return [
    { name: "`process`, warm agent", atMost: 1.5, times: times.process },
    { name: "`exec /bin/true`, warm agent", atMost: 2, times: times.exec },
  ].map(({ name, atMost, times }) => {
    const { median, p95 } = summarise(times);
    return {
      name,
      measured: inWords(median, p95),
      baseline: `empty program ${inWords(floor.median, floor.p95)}`,
      ratio: median / floor.median,
      bound: { sense: "at most", ratio: atMost },
    };
  });
}

/** Milliseconds from spawn to reap. */
function timeOf({ environment, home }: World, command: string[]): number {
  const start = performance.now();
  const { exitCode, stderr } = Bun.spawnSync(command, { env: environment, cwd: home, stdin: "ignore" });
  const time = performance.now() - start;
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ended with status ${exitCode}: ${stderr}`);
  return time;
}

function inWords(median: number, p95: number): string {
  return `${median.toFixed(1)} ms (p95 ${p95.toFixed(1)})`;
}
