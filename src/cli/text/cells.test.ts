import { expect, test } from "bun:test";
import { cellsOf, padded, placeAfter, shortened, wrapped } from "./cells.ts";

test.each([
  ["account", 7, "account"],
  ["account", 6, "acc…nt"],
  ["account", 1, "…"],
  ["account", 0, ""],
  ["日本語の名前", 7, "日…名前"],
  ["e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301…e\u0301"],
])("%p in %p cells is %p", (text, cells, short) => {
  expect(shortened(text, cells)).toBe(short);
  expect(cellsOf(short)).toBeLessThanOrEqual(cells);
});

test("texts of any script are made equally wide, and broken where they have to", () => {
  expect(["a", "日", "😀"].map((text) => cellsOf(padded(text, 4)))).toEqual([4, 4, 4]);
  expect(wrapped("日本語ab", 4)).toEqual(["日本", "語ab"]);
  expect(wrapped("日本", 1)).toEqual(["日", "本"]);
});

test.each([
  ["", 4, 0, 0],
  ["abc", 4, 0, 3],
  ["abcd", 4, 0, 4],
  ["abcde", 4, 1, 1],
  ["abc日", 4, 1, 2],
  ["日本語", 4, 1, 2],
  ["e\u0301e\u0301e\u0301e\u0301", 4, 0, 4],
])("after %p in %p columns the cursor is in row %p, column %p", (text, columns, row, column) => {
  expect(placeAfter(text, columns)).toEqual({ row, column });
});
