import { expect, test } from "bun:test";
import { fittedLine, wrappedWords } from "./wrapped-words.ts";

test.each([
  ["a text that fits", 16, ["a text that fits"]],
  ["a text that does not", 16, ["a text that does", "not"]],
  ["two  blanks within a line stay", 20, ["two  blanks within a", "line stay"]],
  ["a-word-that-is-longer than the line", 8, ["a-word-that-is-longer", "than the", "line"]],
  ["日本語 日本語 日本語", 13, ["日本語 日本語", "日本語"]],
  ["run `actas login corp` now", 18, ["run", "`actas login corp`", "now"]],
  ["run (`actas login corp --again`), or not", 12, ["run", "(`actas login corp --again`),", "or not"]],
  ["one ` alone breaks nothing", 12, ["one ` alone", "breaks", "nothing"]],
])("%p in %p columns", (text, columns, lines) => {
  expect(wrappedWords(text, columns)).toEqual(lines);
});

test.each([
  ["actas: error: cannot go on", 40, "actas: error: cannot go on"],
  ["actas: error: cannot go on", 20, "actas: error: cannot\n  go on"],
  ["actas: error: cannot go on: it rains", 25, "actas: error: cannot go\n       on: it rains"],
  ["agent    not running; the commands start it", 32, "agent    not running; the\n         commands start it"],
  ["  https://example.com/?a=b is left", 10, "  https://example.com/?a=b is left"],
  ["  aws configure --profile NAME   asks for them", 40, "  aws configure --profile NAME   asks\n    for them"],
  ["      `actas use` says for which role it is", 30, "      `actas use` says for\n      which role it is"],
  ["arn      arn:aws:sts::111122223333:assumed-role/r/s", 30, "arn      arn:aws:sts::111122223333:assumed-role/r/s"],
  ["/a/path/with-no-blanks", 10, "/a/path/with-no-blanks"],
  ["actas: hint: `actas login corp`", 15, "actas: hint:\n  `actas login corp`"],
])("the line %p in %p columns", (line, columns, shown) => {
  expect(fittedLine(line, columns)).toBe(shown);
});

test("colours take no columns", () => {
  expect(fittedLine("actas: \u001b[31merror:\u001b[39m cannot go on", 26)).not.toContain("\n");
});
