import { needs } from "../test/support/needs.ts";
import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import { against } from "./against.ts";
import { compile } from "./compile.ts";
import type { Result } from "./result.ts";
import { interleave, summarise } from "./statistics.ts";
import { inWords, timeOf } from "./time-of.ts";

const ROUNDS = 40;
const PROMPTS = 1000;
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  bash: ["--norc", "--noprofile", "-i", "-c"],
  zsh: ["-f", "-i", "-c"],
};

/** What a shell's start costs more with our line in its file, and what each prompt costs while it acts as a target. */
export async function measureShells(world: World): Promise<readonly Result[]> {
  const empty = compile("empty");
  const shells = Object.keys(SHELLS).filter((shell) => needs(shell) === undefined);
  const results: Result[] = [];
  for (const shell of shells) {
    const words = (script: string): string[] => [shell, ...(SHELLS[shell] ?? []), script];
    const init = `eval "$('${PROGRAM}' shell init ${shell})"`;
    const prompts = `${init}; actas_n=0; while ((actas_n++ < ${PROMPTS})); do _actas_hook; done`;
    const acting = { home: world.home, environment: { ...world.environment, ACTAS_TARGET: "staging" } };
    const times = await interleave(ROUNDS, {
      withInit: () => timeOf(world, words(init)),
      withEmpty: () => timeOf(world, words(`eval "$('${empty}')"`)),
      empty: () => timeOf(world, [empty]),
      prompts: () => timeOf(acting, words(prompts)),
    });
    const [started, floor] = [summarise(times.withInit), summarise(times.empty)];
    const prompt = (summarise(times.prompts).median - started.median) / PROMPTS;
    results.push(
      against(
        { name: `${shell} with \`shell init\``, times: times.withInit },
        { name: `${shell} that runs an empty program`, times: times.withEmpty },
        2,
      ),
      {
        name: `a prompt of ${shell}`,
        measured: `${prompt.toFixed(2)} ms`,
        baseline: `empty program ${inWords(floor.median, floor.p95)}`,
        ratio: prompt / floor.median,
        bound: { sense: "at most", ratio: 0.2 },
      },
    );
  }
  return results;
}
