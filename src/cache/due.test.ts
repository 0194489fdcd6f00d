import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { dueOf, refreshAt } from "./due.ts";

const MINUTE = 60_000;

function lasting(minutes: number) {
  return { accessKeyId: "ASIA", secretAccessKey: new Secret("x"), expiration: new Date(minutes * MINUTE) };
}

test.each([
  [60, 44, "no"],
  [60, 45, "soon"],
  [60, 50, "soon"],
  [60, 51, "now"],
  [15, 11, "no"],
  [15, 12, "soon"],
  [15, 13, "now"],
  [720, 704, "no"],
  [720, 706, "soon"],
  [720, 711, "now"],
] as const)("credentials of %d minutes are due after %d minutes: %s", (lifetime, minutes, expected) => {
  expect(dueOf(lasting(lifetime), 0, minutes * MINUTE)).toBe(expected);
});

test("credentials without an end are never due", () => {
  expect(dueOf({ accessKeyId: "AKIA", secretAccessKey: new Secret("x") }, 0, Number.MAX_SAFE_INTEGER)).toBe("no");
});

test("background refresh begins a quarter of an hour before the end, or a quarter of a short life", () => {
  expect(refreshAt(new Date(60 * MINUTE), 0)).toBe(45 * MINUTE);
  expect(refreshAt(new Date(20 * MINUTE), 0)).toBe(15 * MINUTE);
});
