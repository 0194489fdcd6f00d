import { expect, test } from "bun:test";
import { refreshTokenSeconds } from "./lifetimes.ts";

const HOUR = 3_600;
const BEGAN = 1_000_000;

test.each([
  ["code", 0, 12],
  ["code", 6 * 24, 12],
  ["code", 7 * 24 - 1, 1],
  ["device_code", 0, 12],
  ["device_code refresh_token", 10, 2],
])("a refresh token by %s, %d hours after the sign-in, is good for %d hours", (gty, hours, left) => {
  expect(refreshTokenSeconds({ gty, iiat: BEGAN, jkt: "x" }, BEGAN + hours * HOUR)).toBe(left * HOUR);
});

test.each([
  ["code", 0, 12],
  ["code refresh_token", 11, 1],
  ["device_code", 11, 1],
])(
  "one that is bound to no key, by %s, is good for half a day, %d hours after the sign-in for %d",
  (gty, hours, left) => {
    expect(refreshTokenSeconds({ gty, iiat: BEGAN }, BEGAN + hours * HOUR)).toBe(left * HOUR);
  },
);

test("it ends with the sign-in, and is never good for no time at all", () => {
  expect(refreshTokenSeconds({ gty: "device_code", iiat: BEGAN }, BEGAN + 13 * HOUR)).toBe(1);
});
