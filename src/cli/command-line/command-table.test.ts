import { expect, test } from "bun:test";
import { actsItself } from "../definitions/definition.ts";
import { ACTION_TABLE } from "./action-table.ts";
import { COMMAND_TABLE } from "./command-table.ts";

test("every command that a definition names does something, and nothing is there that no definition names", async () => {
  expect(COMMAND_TABLE.length).toBeGreaterThan(20);
  expect(Object.keys(ACTION_TABLE).sort()).toEqual(COMMAND_TABLE.map(({ name }) => name).sort());
  for (const { definition: made, name } of COMMAND_TABLE) {
    const definition = made();
    const members = (definition.commands ?? []).map((member) => member.name);
    const defined = [...(actsItself(definition) ? [""] : []), ...members];
    const actions = (await ACTION_TABLE[name]?.()) ?? {};
    expect({ name, actions: Object.keys(actions).sort() }).toEqual({ name, actions: defined.sort() });
  }
});
