import { afterEach, expect, test } from "bun:test";
import type { Command } from "commander";
import { commandLine } from "./command-line.ts";
import { helpWidth } from "./help.ts";

const COLUMNS = process.env.COLUMNS;

afterEach(() => {
  if (COLUMNS === undefined) delete process.env.COLUMNS;
  else process.env.COLUMNS = COLUMNS;
});

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];

/** The help as it is printed, with its end. */
function helpOf(command: Command): string {
  const written: string[] = [];
  command.configureOutput({ ...command.configureOutput(), writeOut: (text) => void written.push(text) }).outputHelp();
  return written.join("");
}

/** What stands behind a name, or alone on a line, breaks between words. */
function isUnbreakable(line: string): boolean {
  const isExample = line.startsWith("  actas ") || /^ {2}(eval|credential_process|\[)/.test(line);
  const isName = /^ {2}-/.test(line) && !/ {2,}\S/.test(line.trim());
  return isExample || isName || !line.trim().includes(" ");
}

test.each([30, 40, 80, 150])("at %i columns no line of any help is longer, if it can be broken", async (width) => {
  const commands = everyCommand(commandLine({ width }));
  expect(commands.length).toBeGreaterThan(40);
  const long = commands.flatMap((command) => helpOf(command).split("\n")).filter((line) => line.length > width);
  expect(long.filter((line) => !isUnbreakable(line))).toEqual([]);
});

test("a description goes on under its column, or stands below its name where that is too narrow", async () => {
  const exec = async (width: number) => helpOf(commandLine({ width }).commands.find((one) => one.name() === "exec")!);
  expect(await exec(80)).toContain(
    [
      "  -p, --profile <profile>                the profile whose keys assume a role",
      "                                         that is named by its ARN",
    ].join("\n"),
  );
  expect(await exec(40)).toContain(
    ["  -p, --profile <profile>", "      the profile whose keys assume a", "      role that is named by its ARN"].join(
      "\n",
    ),
  );
});

test("options stand under headings, those for help last", async () => {
  const exec = helpOf(commandLine().commands.find((one) => one.name() === "exec")!);
  const headings = [...exec.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading);
  const expected = "Target, Who you are, Role, One more role, Asking, Cache, Output, Options, Examples";
  expect(headings.join(", ")).toBe(expected);
});

test("no two options of a command have a name in common, and -h is help", async () => {
  for (const command of everyCommand(commandLine())) {
    const names = [...command.options.flatMap(({ long, short }) => [long, short ?? []].flat()), "-h", "--help"];
    expect(names.length, command.name()).toBe(new Set(names).size);
  }
});

test("an option has the same short name in all commands", async () => {
  const shorts = new Map<string, Set<string>>();
  for (const { options } of everyCommand(commandLine())) {
    for (const { long, short } of options) {
      if (long) shorts.set(long, (shorts.get(long) ?? new Set()).add(short ?? "none"));
    }
  }
  expect([...shorts].filter(([, all]) => all.size > 1)).toEqual([]);
});

test.each([
  ["40", 40],
  ["", 80],
  ["wide", 80],
  ["0", 80],
])("with COLUMNS=%s and no terminal help is %i columns wide", async (columns, width) => {
  process.env.COLUMNS = columns;
  // The tests may be run on a terminal.
  if (columns === "40" || !process.stdout.isTTY) expect(await helpWidth()).toBe(width);
});
