import { expect, test } from "bun:test";
import { fittingNames } from "./fitting-names.ts";

const ALL = [
  { name: "corp:111122223333/Admin", description: "Data (aws+data@example.com)" },
  { name: "corp:111122223333/ReadOnly", description: "Data (aws+data@example.com)" },
  { name: "corp:444455556666/ReadOnly", description: "Sandbox" },
  { name: "Staging" },
];

test.each([
  ["", [0, 1, 2, 3]],
  ["corp:1", [0, 1]],
  ["corp:111122223333/R", [1]],
  ["sta", [3]],
  ["CORP:4", [2]],
  ["corp:data/", [0, 1]],
  ["corp:data/read", [1]],
  ["corp:readonly", [1, 2]],
  ["corp:data/nothing", []],
])("%s finds by the beginning, then whatever the case, then by its parts", (typed, found) => {
  expect(fittingNames(ALL, typed)).toEqual(found.map((index) => ALL[index]!));
});
