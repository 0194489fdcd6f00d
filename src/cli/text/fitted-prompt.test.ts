import { expect, test } from "bun:test";
import { fittedPrompt } from "./fitted-prompt.ts";

test("what a prompt quotes cannot act on the terminal, in no line of it", () => {
  expect(fittedPrompt("a \u001b[2J\nb \u202e: ", 80)).toBe("a <U+001B>[2J\nb <U+202E>: ");
});

test("the answer stands behind the last word, and no line is longer than the terminal is wide", () => {
  expect(
    fittedPrompt("the first line\nname of it: ", 10)
      .split("\n")
      .map(({ length }) => length <= 10),
  ).not.toContain(false);
  expect(fittedPrompt("name: ", 80)).toBe("name: ");
});
