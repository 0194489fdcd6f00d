import { expect, test } from "bun:test";
import { jsonPage } from "../../scripts/json-page.ts";
import { COMMAND_TABLE } from "../../src/cli/command-line/command-table.ts";
import type { CommandDefinition } from "../../src/cli/definitions/definition.ts";
import { outputSchemas } from "../../src/cli/json/output-schemas.ts";
import { OUTPUT_SHAPES } from "../../src/cli/json/output-shapes.ts";
import { published } from "./schemas.ts";

/** JSON in any case; without an option, because AWS says how it is called. */
const ALWAYS_JSON = ["process"];

/** Every command of ours that has `--json`. Those that help does not show are words of other tools, but for `version`. */
function commandsWithJson(): string[] {
  const shown = COMMAND_TABLE.filter(({ heading, name }) => heading || name === "version");
  return shown.flatMap(({ definition, name }) => withJson(name, definition()));
}

function withJson(name: string, { commands = [], options = [] }: CommandDefinition): string[] {
  const own = options.some(({ flags }) => flags.endsWith("--json")) ? [name] : [];
  return [...own, ...commands.flatMap((one) => withJson(`${name} ${one.name}`, one))];
}

test("every command with `--json` has a published schema, and every schema a command", () => {
  expect([...commandsWithJson(), ...ALWAYS_JSON].sort()).toEqual(Object.keys(OUTPUT_SHAPES).sort());
});

test("every command that takes `-o json` or `--format json` takes `--json` too", () => {
  const missing: string[] = [];
  const look = (name: string, { commands = [], options = [] }: CommandDefinition): void => {
    const isJson = options.some(({ choices }) => choices?.includes("json"));
    if (isJson && !options.some(({ flags }) => flags === "-j, --json")) missing.push(name);
    for (const one of commands) look(`${name} ${one.name}`, one);
  };
  for (const { definition, name } of COMMAND_TABLE) look(name, definition());
  expect(missing).toEqual([]);
});

test.each(Object.keys(OUTPUT_SHAPES))("the schema of `%s` allows no member that it does not name", (command) => {
  const { error } = published(command).safeParse({ unheardOf: 1 });
  expect(error?.issues.map(({ code }) => code)).toContain("unrecognized_keys");
});

/** Spelt by AWS, by Mairu, or as in the project file. */
const SPELT_ELSEWHERE = /^(process|export|keys export|whoami|show)$/;

test("all other members are written in one way", () => {
  const odd: string[] = [];
  const look = (at: string, schema: Schema): void => {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      if (!/^[a-z][a-zA-Z]*$/.test(name)) odd.push(`${at}.${name}`);
      // A project file is spelt as the file is.
      if (name !== "content" && name !== "settings") look(`${at}.${name}`, member);
    }
    for (const inner of [schema.items, ...(schema.anyOf ?? [])]) if (inner) look(at, inner);
  };
  for (const [command, schema] of Object.entries(outputSchemas())) {
    if (!SPELT_ELSEWHERE.test(command)) look(command, schema);
  }
  expect(odd).toEqual([]);
});

test("every member has a meaning", () => {
  const page = jsonPage();
  expect(page.split("\n").filter((line) => /^\| `.*\|\s*\|$/.test(line))).toEqual([]);
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}
