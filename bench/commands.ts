import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import { compile } from "./compile.ts";
import type { Result } from "./result.ts";
import { interleave, type Summary, summarise } from "./statistics.ts";
import { inWords, timeOf } from "./time-of.ts";

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
  const summaryOf = (line: string): Summary => summarise((times as Record<string, readonly number[]>)[line] ?? []);
  const against = (line: string, baseline: string, words: string, ratio: number): Result => {
    const [measured, floor] = [summaryOf(line), summaryOf(baseline)];
    return {
      name: `\`${line}\``,
      measured: inWords(measured.median, measured.p95),
      baseline: `${words} ${inWords(floor.median, floor.p95)}`,
      ratio: measured.median / floor.median,
      bound: { sense: "at most", ratio },
    };
  };
  return [
    ...Object.keys(COMMANDS).map((line) => against(line, "empty", "empty program", 2)),
    ...Object.entries(OPTIONS).map(([line, without]) => against(line, without, without.split(" -- ")[0]!, 1.15)),
  ];
}
