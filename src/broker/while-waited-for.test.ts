import { expect, spyOn, test } from "bun:test";
import { ActasError, type ErrorCode } from "../base/errors.ts";
import { whileWaitedFor } from "./while-waited-for.ts";

/** Fails so many times, then works. */
function failing(times: number, code: ErrorCode) {
  let calls = 0;
  const work = async (): Promise<number> => {
    if (calls++ < times) throw new ActasError(code, `cannot do it: ${code}`);
    return calls;
  };
  return { work, calls: () => calls };
}

test("AWS that fails and is back a moment later is asked again while the program waits", async () => {
  expect(await whileWaitedFor(failing(3, "unreachable").work)).toBe(4);
});

test("AWS that does not come back is given up before the program does", async () => {
  let passedMs = 0;
  using _now = spyOn(performance, "now").mockImplementation(() => passedMs);
  using _sleep = spyOn(Bun, "sleep").mockImplementation(async (ms) => {
    passedMs += Number(ms);
  });
  const { work, calls } = failing(1_000, "unreachable");
  await expect(whileWaitedFor(work)).rejects.toThrow("cannot do it: unreachable");
  expect(calls()).toBeGreaterThan(4);
  expect(passedMs).toBeWithin(700, 1_000);
});

test.each(["throttled", "access-denied", "sign-in-required", "mfa-required"] as const)("%s is final", async (code) => {
  const { work, calls } = failing(1, code);
  await expect(whileWaitedFor(work)).rejects.toThrow(code);
  expect(calls()).toBe(1);
});
