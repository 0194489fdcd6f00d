import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { CallBudget } from "./call-budget.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** How many of many that ask at once may call, after each of these milliseconds. */
async function admittedAfter(budget: CallBudget, steps: readonly number[], signal = new AbortController().signal) {
  let admitted = 0;
  const asked = Array.from({ length: 100 }, () => budget.take(signal).then(() => void admitted++));
  const seen: number[] = [];
  for (const step of steps) {
    jest.advanceTimersByTime(step);
    await settled();
    seen.push(admitted);
  }
  return { asked, seen };
}

/** All that waits for no timer. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

test("so many calls begin in a second, evenly, however many ask at once", async () => {
  const { seen } = await admittedAfter(new CallBudget(10), [0, 90, 20, 400, 500, 1_000]);
  expect(seen).toEqual([1, 1, 2, 6, 11, 21]);
});

test("what was not used is not made up for", async () => {
  const budget = new CallBudget(10);
  await admittedAfter(budget, [10_000]);
  jest.advanceTimersByTime(60_000);
  await settled();
  const { seen } = await admittedAfter(budget, [0, 100]);
  expect(seen).toEqual([1, 2]);
});

test("whoever waits when the server stops is let go", async () => {
  const stop = new AbortController();
  const { asked } = await admittedAfter(new CallBudget(1), [0], stop.signal);
  stop.abort(new Error("the server stops"));
  const ends = await Promise.allSettled(asked);
  expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(99);
});
