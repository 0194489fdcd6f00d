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
