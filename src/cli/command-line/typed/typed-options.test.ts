import { expect, test } from "bun:test";
import type { Command } from "commander";
import { seeded } from "../../../../test/seeded.ts";
import {
  actsItself,
  type CommandDefinition,
  type NamedDefinition,
  type OptionDefinition,
} from "../../definitions/definition.ts";
import { commandLine } from "../command-line.ts";
import { COMMAND_TABLE } from "../command-table.ts";
import { typedCommand } from "./typed-command.ts";

const LINES = 20_000;
const SEED = 7;
/** For all lines, also on a busy machine. */
const TIME_MS = 60_000;

/** A command that does something, and the words that name it. */
interface Leaf {
  readonly words: readonly string[];
  readonly definition: CommandDefinition;
}

const leaves = allLeaves();
const pick = seeded(SEED);

test(
  "every line that is written as usual is read at once, and as commander reads it",
  async () => {
    for (let count = 0; count < LINES; count++) {
      const { definition, words } = oneOf(leaves);
      const line = [...words, ...usualWords(definition)];
      const typed = typedCommand(line);
      expect(typed, line.join(" ")).toBeDefined();
      expect(typed?.given, line.join(" ")).toEqual((await byCommander(line)) as never);
    }
  },
  TIME_MS,
);

test(
  "a line of any words is either left to commander or read as commander reads it",
  async () => {
    let read = 0;
    let refused = 0;
    for (let count = 0; count < LINES; count++) {
      const { definition, words } = oneOf(leaves);
      const line = [...words.slice(0, pick(8) === 0 ? 1 : undefined), ...oddWords(definition)];
      const typed = typedCommand(line);
      const meant = await byCommander(line);
      if (meant === undefined) refused++;
      if (!typed) continue;
      read++;
      expect(typed.given, line.join(" ")).toEqual(meant as never);
    }
    // Both kinds of lines were tried, or the test shows nothing.
    expect(read).toBeGreaterThan(LINES / 10);
    expect(refused).toBeGreaterThan(LINES / 10);
  },
  TIME_MS,
);

function allLeaves(): readonly Leaf[] {
  return COMMAND_TABLE.flatMap(({ definition: made, name }) => {
    const definition = made();
    const { commands = [] } = definition;
    const members = commands.flatMap((member) => namesOf(member).map((one) => leaf([name, one], member)));
    return actsItself(definition) ? [leaf([name], definition), ...members] : members;
  });
}

function leaf(words: readonly string[], definition: CommandDefinition): Leaf {
  return { words, definition };
}

function namesOf({ aliases = [], name }: NamedDefinition): readonly string[] {
  return [name, ...aliases];
}

/** What commander gives to the command's action; `undefined` when it shows help or refuses the line. */
async function byCommander(line: readonly string[]): Promise<unknown> {
  given = undefined;
  return await APP.parseAsync([...line], { from: "user" }).then(
    () => given,
    () => undefined,
  );
}

let given: unknown;
const APP = commandLine();
for (const command of everyCommand(APP)) {
  command.configureOutput({ writeOut: () => {}, writeErr: () => {} });
  const hasAction = "_actionHandler" in command && command._actionHandler;
  if (!hasAction) continue;
  command.action((...all: unknown[]) => {
    given = all.slice(0, -1);
  });
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function usualWords(definition: CommandDefinition): readonly string[] {
  const { options = [] } = definition;
  const chosen = new Map(Array.from({ length: pick(5) }, () => oneOf(options)).map((one) => [one?.flags, one]));
  const written = [...chosen.values()]
    .filter((one) => one && !isInConflict(one, chosen))
    .map((one) => optionWords(one as OptionDefinition));
  const operands = usualOperands(definition);
  if (definition.passThrough) return [...written.flat(), ...operands];
  const at = pick(written.length + 1);
  return [...written.slice(0, at).flat(), ...operands, ...written.slice(at).flat()];
}

/** One of two options that do not go together is left out. */
function isInConflict({ conflicts }: OptionDefinition, chosen: ReadonlyMap<string | undefined, unknown>): boolean {
  return (
    conflicts !== undefined &&
    [...chosen.keys()].some((flags) => new RegExp(`--(no-)?${asTyped(conflicts)}\\b`).test(flags ?? ""))
  );
}

function asTyped(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function optionWords({ choices, flags, meanings }: OptionDefinition): readonly string[] {
  const [first = "", second = ""] = flags.split(/,? /);
  const flag = second.startsWith("-") && pick(2) === 0 ? second : first;
  if (!flags.endsWith(">")) return [flag];
  const value = meanings ? oneOf(Object.keys(meanings)) : choices ? oneOf(choices) : oneOf(VALUES);
  return flag.startsWith("--") && pick(2) === 0 ? [`${flag}=${value}`] : [flag, value];
}

function usualOperands({ arguments: names = [], passThrough }: CommandDefinition): readonly string[] {
  if (passThrough)
    return oneOf([[], ["staging"], ["staging", "--", "ls", "-l", "--json"], ["--", "ls", ""], ["a", "--b"]]);
  const least = names.filter(({ name }) => name.startsWith("<")).length;
  return Array.from({ length: least + pick(names.length - least + 1) }, () => oneOf(OPERANDS));
}

const VALUES = ["eu-west-1", "1h", "-1", "--json", "a b", "x=y", "--", "é", "constructor"];
const OPERANDS = ["staging", "corp:111122223333/Admin", "a=b", "é", "0", "constructor"];

function oddWords(definition: CommandDefinition): readonly string[] {
  const { commands = [], options = [] } = definition;
  const all = [...ODD, ...VALUES, ...OPERANDS, ...commands.flatMap(namesOf)];
  const words = Array.from({ length: pick(6) }, () =>
    pick(2) === 0 && options.length > 0 ? optionWords(oneOf(options)) : [oneOf(all)],
  );
  const line = words.flat();
  // A word too few, or one twice.
  if (pick(4) === 0) line.splice(pick(line.length + 1), 1);
  if (pick(6) === 0 && line.length > 0) line.push(oneOf(line));
  return line;
}

const ODD = [
  "",
  "-",
  "--",
  "-h",
  "--help",
  "help",
  "-rx",
  "-qf",
  "-jo",
  "--region=",
  "--refresh=1",
  "--login",
  "--cach",
  "-t,",
  "--otp <code>",
  "-r, --region",
  "<region>",
];

function oneOf<T>(all: readonly T[]): T {
  return all[pick(all.length)] as T;
}
