import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { freshnessOf, refreshAt } from "./windows.ts";

const MINUTE = 60_000;

function lasting(minutes: number) {
  return { accessKeyId: "ASIA", secretAccessKey: new Secret("x"), expiration: new Date(minutes * MINUTE) };
}

test.each([
  [60, 44, "good"],
  [60, 45, "refresh-soon"],
  [60, 50, "refresh-soon"],
  [60, 51, "refresh-now"],
  [15, 11, "good"],
  [15, 12, "refresh-soon"],
  [15, 13, "refresh-now"],
  [720, 704, "good"],
  [720, 706, "refresh-soon"],
  [720, 711, "refresh-now"],
] as const)("credentials of %d minutes are, after %d minutes, %s", (lifetime, minutes, expected) => {
  expect(freshnessOf(lasting(lifetime), 0, minutes * MINUTE)).toBe(expected);
});

test("credentials without an end are good for ever", () => {
  expect(freshnessOf({ accessKeyId: "AKIA", secretAccessKey: new Secret("x") }, 0, Number.MAX_SAFE_INTEGER)).toBe(
    "good",
  );
});

test("background refresh begins a quarter of an hour before the end, or a quarter of a short life", () => {
  expect(refreshAt(new Date(60 * MINUTE), 0)).toBe(45 * MINUTE);
  expect(refreshAt(new Date(20 * MINUTE), 0)).toBe(15 * MINUTE);
});
