import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { IdleTimer } from "./idle-timer.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function timer(timeoutSeconds: number) {
  const state = { isNeeded: false, ended: 0 };
  const idle = new IdleTimer(
    timeoutSeconds,
    () => state.isNeeded,
    () => state.ended++,
  );
  return { state, idle };
}

const pass = (seconds: number): void => void jest.advanceTimersByTime(seconds * 1000);

test("an unused agent ends when the time is up", () => {
  const { state, idle } = timer(8);
  pass(7);
  expect(state.ended).toBe(0);
  pass(3);
  expect(state.ended).toBeGreaterThan(0);
  idle.stop();
});

test("a use puts it off, from its end on", () => {
  const { state, idle } = timer(8);
  const use = idle.inUse();
  pass(100);
  expect(state.ended).toBe(0);
  use[Symbol.dispose]();
  pass(7);
  expect(state.ended).toBe(0);
  pass(3);
  expect(state.ended).toBeGreaterThan(0);
  idle.stop();
});

test("of two uses the longer one counts", () => {
  const { state, idle } = timer(8);
  const [short, long] = [idle.inUse(), idle.inUse()];
  short[Symbol.dispose]();
  pass(100);
  expect(state.ended).toBe(0);
  long[Symbol.dispose]();
  idle.stop();
});

test("it does not end while programs depend on it", () => {
  const { state, idle } = timer(8);
  state.isNeeded = true;
  pass(1000);
  expect(state.ended).toBe(0);
  state.isNeeded = false;
  pass(7);
  expect(state.ended).toBe(0);
  pass(3);
  expect(state.ended).toBeGreaterThan(0);
  idle.stop();
});
