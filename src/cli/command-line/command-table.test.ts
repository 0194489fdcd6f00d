import { expect, test } from "bun:test";
import { actsItself } from "../definitions/definition.ts";
import { COMMAND_TABLE } from "./command-table.ts";

test("every command that a definition names does something, and nothing is there that no definition names", async () => {
  expect(COMMAND_TABLE.length).toBeGreaterThan(20);
  for (const { definition: made, load, name } of COMMAND_TABLE) {
    const definition = made();
    const members = (definition.commands ?? []).map((member) => member.name);
    const defined = [...(actsItself(definition) ? [""] : []), ...members];
    expect({ name, actions: Object.keys(await load()).sort() }).toEqual({ name, actions: defined.sort() });
  }
});
