import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import { against } from "./against.ts";
import { compile } from "./compile.ts";
import type { Result } from "./result.ts";
import { interleave } from "./statistics.ts";
import { timeOf } from "./time-of.ts";

const ROUNDS = 60;

/** Commands that call no server, with a warm agent; and the status of those that fail. */
const COMMANDS: Readonly<Record<string, number>> = {
  "--version": 0,
  "--help": 0,
  "exec --help": 0,
  status: 0,
  "cache list": 0,
  "list profiles": 0,
  "list sources": 0,
  "list sign-ins": 0,
  "config show staging": 0,
  "trust list": 0,
  show: 0,
  "agent status": 0,
  "login nowhere": 3,
  "logout nowhere": 3,
  nonsense: 2,
};

/** Usual options, and `export`, each beside the same command without. */
const OPTIONS: Readonly<Record<string, string>> = {
  "process --region eu-west-1 staging": "process staging",
  "process --non-interactive staging": "process staging",
  "process -r eu-west-1 -n --no-login --show-target staging": "process staging",
  "exec --region eu-west-1 staging -- /bin/true": "exec staging -- /bin/true",
  "exec --non-interactive staging -- /bin/true": "exec staging -- /bin/true",
  "exec --mode env staging -- /bin/true": "exec staging -- /bin/true",
  "export staging": "process staging",
};

/** What every command costs against a program that does nothing, and options against none. */
export async function measureCommands(world: World): Promise<readonly Result[]> {
  const empty = compile("empty");
  const lines = [...new Set([...Object.entries(OPTIONS).flat(), ...Object.keys(COMMANDS)])];
  const times = await interleave(ROUNDS, {
    empty: () => timeOf(world, [empty]),
    ...Object.fromEntries(
      lines.map((line) => [line, () => timeOf(world, [PROGRAM, ...line.split(" ")], { status: COMMANDS[line] ?? 0 })]),
    ),
  });
  const timesOf = (line: string): readonly number[] => (times as Record<string, readonly number[]>)[line] ?? [];
  const typed = (line: string) => ({ name: `\`${line}\``, times: timesOf(line) });
  const floor = { name: "empty program", times: times.empty };
  return [
    ...Object.keys(COMMANDS).map((line) => against(typed(line), floor, 2)),
    ...Object.entries(OPTIONS).map(([line, without]) =>
      against(typed(line), { name: without.split(" -- ")[0]!, times: timesOf(without) }, 1.15),
    ),
  ];
}
