import { expect, test } from "bun:test";
import { Clock } from "./clock.ts";

const NOON = Date.parse("2026-03-01T12:00:00Z");
const clockAt = (machine: number): Clock => new Clock(() => machine);

test("a clock within minutes of AWS's is trusted", () => {
  const clock = clockAt(NOON);
  clock.observe("Sun, 01 Mar 2026 12:03:59 GMT");
  expect([clock.now(), clock.skewMs, clock.warning()]).toEqual([NOON, 0, undefined]);
});

test("a clock that is an hour off is corrected to AWS's, and the user is told", () => {
  const clock = clockAt(NOON);
  clock.observe("Sun, 01 Mar 2026 13:00:00 GMT");
  expect([clock.now(), clock.skewMs]).toEqual([NOON + 3_600_000, 3_600_000]);
  expect(clock.warning()).toStartWith("the clock of this machine is 60 minutes behind AWS's; ");
  clock.observe("Sun, 01 Mar 2026 11:00:00 GMT");
  expect(clock.now()).toBe(NOON - 3_600_000);
  expect(clock.warning()).toStartWith("the clock of this machine is 60 minutes ahead of AWS's; ");
});

test("a clock that was set right is trusted again", () => {
  const clock = clockAt(NOON);
  clock.observe("Sun, 01 Mar 2026 13:00:00 GMT");
  clock.observe("Sun, 01 Mar 2026 12:00:01 GMT");
  expect([clock.skewMs, clock.warning()]).toEqual([0, undefined]);
});

test("whoever keeps a clock is told once that it is wrong, and again after it was right", () => {
  const told: string[] = [];
  const clock = new Clock(
    () => NOON,
    (warning) => told.push(warning),
  );
  for (const time of ["12:00", "13:00", "13:01", "12:00", "10:00"]) clock.observe(`Sun, 01 Mar 2026 ${time}:00 GMT`);
  expect(told).toEqual([
    expect.stringContaining("60 minutes behind AWS's"),
    expect.stringContaining("120 minutes ahead of AWS's"),
  ]);
});

test("an answer without a valid date changes nothing", () => {
  const clock = clockAt(NOON);
  clock.observe("Sun, 01 Mar 2026 13:00:00 GMT");
  for (const header of [null, "", "soon"]) clock.observe(header);
  expect(clock.skewMs).toBe(3_600_000);
});
