import { expect, test } from "bun:test";
import { isNewer } from "./version.ts";

test.each([
  ["0.2.0", "0.1.9"],
  ["0.10.0", "0.9.0"],
  ["1.0.0", "0.99.99"],
  ["1.0.1", "1.0.0-rc.1"],
])("%s is newer than %s, and not the other way round", (a, b) => {
  expect([isNewer(a, b), isNewer(b, a)]).toEqual([true, false]);
});

test("a version is not newer than itself, and other text is not newer than a version", () => {
  for (const [a, b] of [
    ["1.2.3", "1.2.3"],
    ["newest", "0.1.0"],
    ["", "0.1.0"],
    ["0.1.0", "newest"],
  ] as const) {
    expect([a, b, isNewer(a, b)]).toEqual([a, b, false]);
  }
});
