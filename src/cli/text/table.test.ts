import { expect, test } from "bun:test";
import { table } from "./table.ts";

test("columns are as wide as their longest cell, and lines end with their text", () => {
  const rows = [
    ["HELD", "FOR", "EXPIRES"],
    ["credentials", "a", ""],
    ["sign-in", "longer", "soon"],
  ];
  expect(table(rows)).toEqual(["HELD         FOR     EXPIRES", "credentials  a", "sign-in      longer  soon"]);
});

test("no rows are no text", () => {
  expect(table([])).toEqual([]);
});

test("a cell is as wide as it is shown, and makes invisible characters visible", () => {
  expect(
    table([
      ["a\u200b", "x"],
      ["admin ", "y"],
    ]),
  ).toEqual(["a<U+200B>      x", "admin<U+0020>  y"]);
});
