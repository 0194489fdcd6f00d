import { expect, test } from "bun:test";
import { table } from "./table.ts";

const WIDE = Number.POSITIVE_INFINITY;

test("columns are as wide as their longest cell, and lines end with their text", () => {
  const rows = [
    ["HELD", "FOR", "EXPIRES"],
    ["credentials", "a", ""],
    ["sign-in", "longer", "soon"],
  ];
  expect(table(rows, WIDE)).toEqual(["HELD         FOR     EXPIRES", "credentials  a", "sign-in      longer  soon"]);
});

test("no rows are no text", () => {
  expect(table([], WIDE)).toEqual([]);
});

test("a cell is as wide as it is shown, and makes invisible characters visible", () => {
  expect(
    table(
      [
        ["a\u200b", "x"],
        ["admin ", "y"],
      ],
      WIDE,
    ),
  ).toEqual(["a<U+200B>      x", "admin<U+0020>  y"]);
});

test("cells that are not plain change no other row", () => {
  const plain = [
    ["a", "b"],
    ["longer", ""],
  ];
  expect(table([...plain, ["日本", "é "]], WIDE)).toEqual([...table(plain, WIDE), "日本    é<U+0020>"]);
  expect(table([...plain, ["x\ny", "z"]], WIDE).at(-1)).toBe("x<U+000A>y  z");
});

const ROWS = [
  ["HELD FOR", "EXPIRES", "KIND", "ACCESS KEY ID"],
  ["corp:111122223333/Administrator", "14:05, in 59 min", "credentials", "ASIAIOSFODNN7EXAMPLE"],
];

test.each([
  [150, "corp:111122223333/Administrator  14:05, in 59 min  credentials  ASIAIOSFODNN7EXAMPLE"],
  [80, "corp:111122223333/Administrator  14:05, in 59 min  credentials  ASIAIOSF…EXAMPLE"],
  [70, "corp:111122223333/Administrator  14:05, in 59 min  credentials"],
  [55, "corp:111122223333/Administrator  14:05, in 59 min"],
])("in a terminal of %i columns no row wraps, and what matters least goes first", (columns, line) => {
  const lines = table(ROWS, columns);
  expect(lines[1]).toBe(line);
  for (const one of lines) expect(one.length).toBeLessThanOrEqual(columns);
});

test("what users type again is never cut: in a narrow terminal it has a line of its own", () => {
  expect(table(ROWS, 40)).toEqual([
    "HELD FOR",
    "  EXPIRES           KIND",
    "corp:111122223333/Administrator",
    "  14:05, in 59 min  credentials",
  ]);
  expect(table(ROWS, 20).slice(2)).toEqual(["corp:111122223333/Administrator", "  14:05, in 59 min"]);
  const grants = [
    ["PROGRAM", "ACTS AS", "PID"],
    ["terraform", "corp:111122223333/Administrator", "17"],
  ];
  expect(table(grants, 42, 1)[1]).toBe("terraform  corp:111122223333/Administrator");
  expect(table(grants, 40, 1).slice(2)).toEqual(["corp:111122223333/Administrator", "  terraform  17"]);
});

test("100,000 rows are no more than the stack holds", () => {
  expect(table(Array(100_000).fill(["a", "b"]), WIDE)).toHaveLength(100_000);
});
