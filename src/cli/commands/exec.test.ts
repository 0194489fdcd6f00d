import { expect, test } from "bun:test";
import { splitWords } from "./exec.ts";

const split = (words: string[], before: string[]) => splitWords(words, [...before, ...words]);

test("the first word is the target, the others are the command", () => {
  expect(split(["staging", "aws", "s3"], ["exec"])).toEqual({ target: "staging", rest: ["aws", "s3"] });
});

test("a `--` after the target is not part of the command; a later one is", () => {
  expect(split(["staging", "--", "sh", "--", "x"], ["exec", "--refresh"])).toEqual({
    target: "staging",
    rest: ["sh", "--", "x"],
  });
});

test("a `--` before the words says that there is no target", () => {
  expect(split(["aws", "s3"], ["exec", "--"])).toEqual({ rest: ["aws", "s3"] });
  expect(split([], ["exec", "--"])).toEqual({ rest: [] });
});

test("a target alone, and nothing at all, have no command", () => {
  expect(split(["staging"], ["exec"])).toEqual({ target: "staging", rest: [] });
  expect(split(["staging", "--"], ["exec"])).toEqual({ target: "staging", rest: [] });
  expect(split([], ["exec"])).toEqual({ rest: [] });
});
