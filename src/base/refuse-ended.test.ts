import { expect, test } from "bun:test";
import { Clock } from "./clock.ts";
import { refuseEnded } from "./refuse-ended.ts";
import { Secret } from "./secret.ts";

const NOON = Date.parse("2026-03-01T12:00:00Z");
const until = (expiration?: Date) => ({
  ...{ accessKeyId: "ASIAEXAMPLE", secretAccessKey: new Secret("x"), sessionToken: new Secret("t") },
  ...(expiration && { expiration }),
});
const refuse = (end: number | undefined, clock = new Clock(() => NOON)): void =>
  refuseEnded(until(end === undefined ? undefined : new Date(end)), '"mine"', clock);

test.each([
  [NOON - 1, "they expired at 2026-03-01T11:59:59Z, and it is 2026-03-01T12:00:00Z by the clock of this machine"],
  [NOON, "they expired at 2026-03-01T12:00:00Z, and it is 2026-03-01T12:00:00Z by the clock of this machine"],
  [
    NOON + 999,
    "they expire within a second, at 2026-03-01T12:00:00Z, and it is 2026-03-01T12:00:00Z by the clock of this machine",
  ],
])("credentials that end at %d are refused, with both times", (end, why) => {
  expect(() => refuse(end)).toThrow(`cannot use the credentials of "mine": ${why}`);
});

test("credentials that last longer, or have no end, are accepted", () => {
  for (const end of [NOON + 1000, NOON + 3_600_000, undefined]) refuse(end);
});

test("once AWS has shown that the machine's clock is wrong, AWS's counts", () => {
  const ahead = new Clock(() => NOON);
  ahead.observe("Sun, 01 Mar 2026 10:00:00 GMT");
  refuse(NOON - 3_600_000, ahead);
  const behind = new Clock(() => NOON);
  behind.observe("Sun, 01 Mar 2026 14:00:00 GMT");
  expect(() => refuse(NOON + 3_600_000, behind)).toThrow("and it is 2026-03-01T14:00:00Z by AWS's clock");
});
