import { expect, test } from "bun:test";
import {
  exactObject,
  fitting,
  integer,
  listOf,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  texts,
} from "./shape.ts";

const fits = (shape: Shape<unknown>, value: unknown): boolean => fitting(shape, value) !== undefined;

test.each<[string, Shape<unknown>, readonly unknown[], readonly unknown[]]>([
  ["a text", text, ["", "x"], [1, null, undefined, {}, ["x"]]],
  ["a number", number, [0, -1.5], ["1", Number.NaN, Number.POSITIVE_INFINITY, null]],
  ["a whole number", integer, [0, 4242], [1.5, "1", 2 ** 53]],
  ["one of some", oneOf("a", "b"), ["a", "b"], ["c", true, 1, null]],
  ["a list", listOf(text), [[], ["x"]], ["x", [1], { 0: "x", length: 1 }, null]],
  ["an object", object({ a: text }), [{ a: "x" }, { a: "x", b: 1 }], [{}, { a: 1 }, null, "x", [["a", "x"]]]],
  ["an object and no more", exactObject({ a: text }), [{ a: "x" }], [{ a: "x", b: 1 }, [], null]],
  ["what may be absent", object({ a: optional(text) }), [{}, { a: "x" }], [{ a: null }, { a: undefined }, { a: 1 }]],
  ["texts", texts(), [{}, { a: "x" }], [{ a: 1 }, ["x"], null]],
  ["some texts", texts(["a"]), [{}, { a: "x" }], [{ b: "x" }, { a: 1 }]],
])("%s is read, and nothing else", (_, shape, good, bad) => {
  for (const value of good) expect(fits(shape, value)).toBe(true);
  for (const value of bad) expect(fits(shape, value)).toBe(false);
});

test("what an object says beyond its shape is left out", () => {
  expect(fitting(object({ a: text }), { a: "x", b: "y" })).toEqual({ a: "x" });
});

test("what every object has is no member that was sent", () => {
  expect(fits(object({ toString: optional(text) }), {})).toBe(true);
  expect(fits(exactObject({ a: text }), JSON.parse('{"a":"x","__proto__":{}}'))).toBe(false);
  expect(fits(texts(["a"]), JSON.parse('{"constructor":"x"}'))).toBe(false);
});
