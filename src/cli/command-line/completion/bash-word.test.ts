import { expect, test } from "bun:test";
import { bashWord, forBash } from "./bash-word.ts";

/** Of bash, if it was not changed. */
const BREAKS = " \t\n\"'@><=;|&(:";

test.each([
  ["stag", { text: "stag", kept: "", quote: "" }],
  ["corp:11", { text: "corp:11", kept: "corp:", quote: "" }],
  ["corp:", { text: "corp:", kept: "corp:", quote: "" }],
  ["corp\\:11", { text: "corp:11", kept: "", quote: "" }],
  ["--server=co", { text: "--server=co", kept: "--server=", quote: "" }],
  ["'corp:11", { text: "corp:11", kept: "", quote: "'" }],
  ['"corp:1\\"$(x)', { text: 'corp:1"$(x)', kept: "", quote: '"' }],
  ['corp:"1 1', { text: "corp:1 1", kept: "corp:", quote: '"' }],
  ["'two words'x", { text: "two wordsx", kept: "", quote: "" }],
  ["two\\ w", { text: "two w", kept: "", quote: "" }],
  ["'a\\b", { text: "a\\b", kept: "", quote: "'" }],
  ["a\\", { text: "a", kept: "", quote: "" }],
] as const)("bash keeps what stands before the last place at which it cuts %s", (typed, word) => {
  expect(bashWord(typed, BREAKS)).toEqual(word);
});

test.each([
  ["", "a b$(c)'\"!", "a\\ b\\$\\(c\\)\\'\\\"\\!"],
  ["'a", "a b'c!", "a b'\\''c!"],
  ["'a", "a'", "a'\\'''"],
  ['"a', 'a `b`$c\\"!d', 'a \\`b\\`\\$c\\\\\\""\'!\'"d'],
  ['"a', "a!", 'a"\'!\'""'],
  ["corp:1", "corp:11/Dev", "11/Dev"],
  ["~", "~x", "\\~x"],
])("what is put in for %s means the name %s", (typed, name, put) => {
  expect(forBash([name], bashWord(typed, BREAKS))).toEqual([put]);
});

test("bash gets several names only if all begin like the word, as it would shorten the word to what they share", () => {
  const names = ["corp:11/Dev", "corp:12/Dev"];
  expect(forBash(names, bashWord("corp:1", BREAKS))).toEqual(["11/Dev", "12/Dev"]);
  expect(forBash(names, bashWord("corp:dev", BREAKS))).toEqual([]);
  expect(forBash(names.slice(1), bashWord("corp:dev", BREAKS))).toEqual(["12/Dev"]);
  expect(forBash(names.slice(1), bashWord("CORP:dev", BREAKS))).toEqual([]);
});
