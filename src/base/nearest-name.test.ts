import { expect, test } from "bun:test";
import { meantName, nearestName } from "./nearest-name.ts";

test.each([
  ["stagign", ["production", "staging", "dev"], "staging"],
  ["Staging", ["staging"], "staging"],
  ["stagin", ["staging"], "staging"],
  ["sstaging", ["staging"], "staging"],
  ["prd", ["prod", "dev"], "prod"],
  ["de", ["dev"], "dev"],
])("%p among %p is %p", (misspelt, names, nearest) => {
  expect(nearestName(misspelt, names)).toBe(nearest);
});

test.each([
  ["x", ["staging", "production"]],
  ["production", ["staging"]],
  ["anything", []],
  ["", ["staging"]],
])("%p is near none of %p", (misspelt, names) => {
  expect(nearestName(misspelt, names)).toBeUndefined();
});

test("the first of two equally near names is taken", () => {
  expect(nearestName("dew", ["dev", "den"])).toBe("dev");
});

test("a word may be the beginning of the name that was meant", () => {
  expect(meantName("stat", ["start", "status"])).toBe("status");
  expect(meantName("strat", ["start", "status"])).toBe("start");
  expect(meantName("x", ["start", "status"])).toBeUndefined();
});
