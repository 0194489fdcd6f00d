import { expect, test } from "bun:test";
import { placeAndSearch } from "./place-and-search.ts";

test.each([
  ["", { search: "" }],
  ["browser", { where: "browser", search: "" }],
  ["terminal", { where: "terminal", search: "" }],
  ["browser data read", { where: "browser", search: "data read" }],
  ["terminal browser", { where: "terminal", search: "browser" }],
  ["data browser", { search: "data browser" }],
  ["browsers", { search: "browsers" }],
  ["Browser", { search: "Browser" }],
])("what follows --pick: %p", (words, meant) => {
  expect(placeAndSearch(words)).toEqual(meant as never);
});
