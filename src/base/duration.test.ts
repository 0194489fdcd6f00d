import { expect, test } from "bun:test";
import { inWords, parseDuration, parseLifetime, secondsOf } from "./duration.ts";
import { ActasError } from "./errors.ts";

test.each([
  ["3600", 3600],
  ["0", 0],
  ["15m", 900],
  ["1h30m", 5400],
  ["90s", 90],
  ["12h", 43_200],
  ["1.5h", 5400],
  [".5h", 1800],
  ["1.h", 3600],
  ["1.15h", 4140],
  ["1h1m1s", 3661],
  ["1500ms", 1],
  ["30m1h", 5400],
  ["1000000us", 1],
  ["1000000µs", 1],
  ["1000000000ns", 1],
])("%p is %p seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(["7d", "1w", "", " ", "h", "1h ", "1 h", "-15m", "+15m", "1h30", "1.5", "1e3", "0x10", "1H", "١٥m", "."])(
  "%p is no duration",
  (text) => {
    expect(secondsOf(text)).toBeUndefined();
    expect(() => parseDuration(text)).toThrow(ActasError);
  },
);

test("an invalid duration is quoted, with the form expected", () => {
  expect(() => parseDuration("7d")).toThrow(
    'cannot use duration "7d": it is not a number of seconds, or hours and minutes such as 1h30m',
  );
});

test.each([
  [3600, "1 hour"],
  [43_200, "12 hours"],
  [5400, "1 hour 30 minutes"],
  [900, "15 minutes"],
  [90, "90 seconds"],
  [1, "1 second"],
  [0, "0 seconds"],
])("%p seconds are %p", (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});

test("a lifetime may be the longest there is", () => {
  expect([parseLifetime("max"), parseLifetime("90s")]).toEqual(["max", 90]);
  expect(() => parseLifetime("maxx")).toThrow("hours and minutes such as 1h30m, or max");
});
