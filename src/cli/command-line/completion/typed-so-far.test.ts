import { expect, test } from "bun:test";
import { COMMAND_TABLE } from "../command-table.ts";
import { OFFERS } from "./offered-names.ts";
import { flagsOf, placeholderOf, typedSoFar, type Wanted } from "./typed-so-far.ts";

/** What is wanted where a line ends, in short: commands and options by name, a value by its placeholder. */
function wanted(line: string): unknown {
  const words = line.split(" ");
  return inShort(typedSoFar(words.slice(0, -1), words.at(-1) ?? ""));
}

function inShort({ before, command, commands, given, options, value }: Wanted): object {
  return {
    ...(commands && { commands: commands.map(({ name }) => name) }),
    ...(options && { options: options.flatMap(flagsOf) }),
    ...(value && { value: value.placeholder }),
    ...(value?.choices && { choices: value.choices }),
    ...(before && { before }),
    ...(given.size > 0 && { given: Object.fromEntries(given) }),
    ...(command !== undefined && { command }),
  };
}

test("the command comes first, those that help shows and no other", () => {
  expect(wanted("")).toEqual({ commands: expect.arrayContaining(["exec", "help"]) });
  expect(wanted("")).not.toEqual({ commands: expect.arrayContaining(["list-roles"]) });
  expect(wanted("-")).toEqual({ options: ["-V", "--version", "-h", "--help"] });
  expect(wanted("nonsense ")).toEqual({});
});

test.each([
  ["exec ", { value: "words" }],
  ["exec --region ", { value: "region" }],
  ["exec -r ", { value: "region" }],
  ["exec -r eu-west-1 ", { value: "words", given: { region: "eu-west-1" } }],
  ["exec --server=", { value: "source", before: "--server=" }],
  ["exec --server=corp x", { value: "words", given: { source: "corp" } }],
  ["exec --no-login ", { value: "words" }],
  ["exec --mode ", { value: "mode", choices: ["container", "env", "file"] }],
  ["exec staging ", { command: 2 }],
  ["exec staging -- ", { command: 3 }],
  ["exec staging --mo", { command: 2 }],
  ["exec -- gi", { command: 2 }],
  ["exec -n staging git --", { command: 3 }],
  ["exec -s corp x -- a b c", { command: 5, given: { source: "corp" } }],
  ["sandbox bash ", { command: 1 }],
  ["sandbox --accounts 3 -- ", { command: 4, given: { number: "3" } }],
  ["sandbox ", { commands: ["code", "env"], value: "command" }],
  ["login ", { value: "source" }],
  ["login corp ", { options: expect.arrayContaining(["--qr", "--help"]) }],
  ["login -- ", { value: "source" }],
  ["login -- --", { value: "source" }],
  ["trust ", { commands: ["list", "revoke"], value: "file" }],
  ["trust revoke ", { value: "file" }],
  ["setup sso name --region ", { value: "region" }],
  ["keys ", { commands: expect.arrayContaining(["rotate"]) }],
  ["list-roles ", { value: "source" }],
  ["help ", { commands: expect.arrayContaining(["exec"]) }],
  ["server audit ", { value: "action", choices: ["verify", "export", "who-used", "held-by"] }],
  ["server findings ack", { value: "action", choices: ["list", "acknowledge"] }],
  ["help setup ", { commands: expect.arrayContaining(["sso"]) }],
  ["help exec ", {}],
  ["credential-process corp ", { value: "role" }],
])("after `actas %s` there may be %p", (line, expected) => {
  expect(wanted(line)).toEqual(expected);
});

test("an option is offered once, unless it can be repeated, and never one that help hides", () => {
  const { options = [] } = typedSoFar(["setup", "server", "--scope", "a", "--no-check"], "--");
  const flags = options.flatMap(flagsOf);
  expect(flags).toContain("--scope");
  expect(flags).not.toContain("--no-check");
  expect(typedSoFar(["exec"], "--").options?.flatMap(flagsOf)).not.toContain("--oauth-grant-type");
});

test("help says of every action that it is offered, and all of them are", () => {
  const all = COMMAND_TABLE.flatMap(({ definition }) => definition().commands ?? []);
  const actions = all.flatMap(({ arguments: places = [] }) => places.filter(({ name }) => /action/.test(name)));
  expect(actions.length).toBeGreaterThan(3);
  for (const { offered = [], words = "" } of actions) {
    expect(offered).not.toEqual([]);
    for (const action of offered) expect(words).toContain(action);
  }
});

test("for every value that a command takes it is said what is offered", () => {
  const all = COMMAND_TABLE.map(({ definition }) => definition()).flatMap((one) => [one, ...(one.commands ?? [])]);
  const taken = all.flatMap(({ arguments: places = [], options = [] }) => [
    ...places.map(({ name }) => placeholderOf(name)),
    ...options.flatMap(({ flags }) => placeholderOf(flags) ?? []),
  ]);
  expect([...new Set(taken)].filter((placeholder) => !placeholder || !(placeholder in OFFERS))).toEqual([]);
  expect(Object.keys(OFFERS).filter((placeholder) => !taken.includes(placeholder))).toEqual([]);
});
