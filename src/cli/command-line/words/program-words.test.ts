import { expect, test } from "bun:test";
import { COMMAND_TABLE } from "../command-table.ts";
import { unknownCommandIn } from "../unknown-command.ts";
import { PROGRAM_WORDS } from "./program-words.ts";

const WORDS = PROGRAM_WORDS.flatMap(({ hint, words }) => words.map((word) => ({ hint, word })));

test.each(WORDS)("`actas $word` is answered with what does that here", ({ hint, word }) => {
  // A word of a command, or one that stands in another row, would never get this answer.
  expect(unknownCommandIn([word, "staging"])?.hints[0]).toBe(hint);
});

test("what is named instead is there", () => {
  const named = PROGRAM_WORDS.flatMap(({ hint }) => [...hint.matchAll(/actas ([a-z-]+)/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(WORDS.length / 2);
  const known = [...COMMAND_TABLE.map(({ name }) => name), "help"];
  expect(named.filter((name) => !known.includes(String(name)))).toEqual([]);
});
