import { expect, test } from "bun:test";
import { NotJson, parseCommentedJson } from "./commented-json.ts";

test("comments, trailing commas and a byte order mark are allowed", () => {
  const text = '\uFEFF// of the team\n{ "a": [1, 2,], /* one */ "b": "// not a comment", }';
  expect(parseCommentedJson(text)).toEqual({ a: [1, 2], b: "// not a comment" });
});

test.each([
  ['{\n  "secret": "hush"\n  "url": 1 }', "line 3, column 3 is not JSON: a comma is missing"],
  ['{ "secret": "hush', "line 1, column 13 is not JSON: a string is not closed"],
  ["{ secret: 1 }", "line 1, column 3 is not JSON: a word stands where a value belongs, or a name in double quotes"],
  ["", "line 1, column 1 is not JSON: a value is missing"],
  ["{} hush", "line 1, column 4 is not JSON: a word stands where a value belongs, or a name in double quotes"],
  ["{} {}", "line 1, column 4 is not JSON: something follows its end"],
  ["/* hush", "line 1, column 1 is not JSON: a comment is not closed"],
  ["[".repeat(100_000), "it is nested too deeply"],
])("%p is refused with its line, and nothing of its text is repeated", (text, reason) => {
  expect(reasonFor(text)).toBe(reason);
});

function reasonFor(text: string): string {
  try {
    parseCommentedJson(text);
  } catch (error) {
    if (error instanceof NotJson) return error.reason;
    throw error;
  }
  return "none";
}
