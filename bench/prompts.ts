import { dirname } from "node:path";
import { needs, pathOf } from "../test/support/needs.ts";
import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import { against } from "./against.ts";
import type { Result } from "./result.ts";
import { interleave } from "./statistics.ts";
import { timeOf } from "./time-of.ts";

const ROUNDS = 10;
const PROMPTS = 100;

/** What others have bash do before each prompt. */
const OTHERS = [
  { name: "the hook of direnv", tool: "direnv", line: 'eval "$(direnv hook bash)"', hook: "_direnv_hook" },
  { name: "the AWS module of starship", tool: "starship", line: ":", hook: "starship module aws" },
];

/** What a prompt of bash costs with `as`, and with `shell hook` in another directory each time, beside other tools. */
export async function measurePrompts(world: World): Promise<readonly Result[]> {
  const results: Result[] = [];
  const init = `eval "$('${PROGRAM}' shell init bash)"`;
  for (const { hook, line, name, tool } of OTHERS) {
    if (needs(tool, "bash") !== undefined) {
      results.push({ name: `a prompt, beside ${name}`, measured: `${tool} is not installed` });
      continue;
    }
    const path = `${dirname(pathOf(tool) ?? "")}:${world.environment.PATH}`;
    const environment = { ...world.environment, PATH: path, ACTAS_TARGET: "staging", AWS_PROFILE: "staging" };
    const prompts = (first: string, each: string): number => {
      const loop = `${first}; n=0; while ((n++ < ${PROMPTS})); do cd tmp; ${each}; cd ..; ${each}; done`;
      return timeOf({ home: world.home, environment }, ["bash", "--norc", "-i", "-c", loop]) / (2 * PROMPTS);
    };
    const times = await interleave(ROUNDS, {
      ours: () => prompts(init, "_actas_hook"),
      hooked: () => prompts(`${init}; eval "$('${PROGRAM}' shell hook bash)"`, "_actas_hook"),
      theirs: () => prompts(line, hook),
    });
    const other = { name, times: times.theirs };
    results.push(
      against({ name: `a prompt, beside ${name}`, times: times.ours }, other, 0.5),
      against(
        { name: `a prompt in another directory, with \`shell hook\`, beside ${name}`, times: times.hooked },
        other,
      ),
    );
  }
  return results;
}
