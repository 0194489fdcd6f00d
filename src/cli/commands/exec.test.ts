import { expect, test } from "bun:test";
import { splitSearch, splitWords } from "./exec.ts";

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

test("with `--pick`, words before `--` are where to choose and what to search for; else all are the command", () => {
  const pick = (words: string[], before = ["exec", "--pick"]) => splitSearch(words, [...before, ...words]);
  expect(pick(["browser", "data", "--", "aws", "s3"])).toEqual({ target: "browser data", rest: ["aws", "s3"] });
  expect(pick(["browser", "aws", "s3"])).toEqual({ target: "browser", rest: ["aws", "s3"] });
  expect(pick(["terminal"])).toEqual({ target: "terminal", rest: [] });
  expect(pick(["aws", "browser"])).toEqual({ rest: ["aws", "browser"] });
  expect(pick(["browser", "x"], ["exec", "--pick", "--"])).toEqual({ rest: ["browser", "x"] });
});
