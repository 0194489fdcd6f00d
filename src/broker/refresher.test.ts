import { afterEach, beforeEach, expect, jest, spyOn, test } from "bun:test";
import type { Credentials } from "../base/credentials.ts";
import { Secret } from "../base/secret.ts";
import { Refresher, type RefreshTask } from "./refresher.ts";

const CREDENTIALS: Credentials = { accessKeyId: "ASIA", secretAccessKey: new Secret("x") };

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Credentials that are to be replaced every ten seconds, and what became of them. */
function program() {
  const state = { due: 10_000, inUse: true, refreshed: 0, fails: false };
  const keeping: RefreshTask = {
    key: "key",
    refreshAt: () => state.due,
    inUse: () => state.inUse,
    refresh: async () => {
      state.refreshed++;
      if (state.fails) throw new Error("no network");
      state.due = Date.now() + 10_000;
      return CREDENTIALS;
    },
  };
  return { state, keeping };
}

/** Lets time pass in small steps, so that what timers begin can go on. */
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds * 10; step++) {
    jest.advanceTimersByTime(100);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

test("after a failure no two wait equally long, and none less than half of the pause", async () => {
  const { state, keeping } = program();
  const refresher = new Refresher();
  state.fails = true;
  const pauses: number[] = [];
  for (let count = 0; count < 20; count++) {
    const key = `key ${count}`;
    await refresher.attempt(key, keeping.refresh);
    const [tries, start] = [state.refreshed, Date.now()];
    while (state.refreshed === tries) {
      jest.advanceTimersByTime(1);
      await refresher.attempt(key, keeping.refresh);
    }
    pauses.push(Date.now() - start);
  }
  expect(new Set(pauses).size).toBeGreaterThan(10);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(2_001);
});

test("credentials in use are refreshed when they are due, again and again", async () => {
  const { state, keeping } = program();
  new Refresher().keep(keeping);
  await pass(9.5);
  expect(state.refreshed).toBe(0);
  await pass(1);
  expect(state.refreshed).toBe(1);
  await pass(30);
  expect(state.refreshed).toBe(4);
});

test("unused credentials are not refreshed", async () => {
  const { state, keeping } = program();
  new Refresher().keep(keeping);
  await pass(15);
  state.inUse = false;
  await pass(60);
  expect(state.refreshed).toBe(1);
});

test("being kept twice does not refresh twice", async () => {
  const { state, keeping } = program();
  const refresher = new Refresher();
  refresher.keep(keeping);
  refresher.keep(keeping);
  await pass(11);
  expect(state.refreshed).toBe(1);
});

test.each([
  ["least", 0, 1_000],
  ["half", 0.5, 1_500],
  ["most", 0.999, 1_999],
])("chance decides about half of a pause: %s", async (_, chance, pauseMs) => {
  const random = spyOn(Math, "random").mockReturnValue(chance);
  try {
    const refresher = new Refresher();
    let attempts = 0;
    const failing = async (): Promise<Credentials> => {
      attempts++;
      throw new Error("no network");
    };
    await refresher.attempt("key", failing);
    jest.advanceTimersByTime(pauseMs - 1);
    await refresher.attempt("key", failing);
    expect(attempts).toBe(1);
    jest.advanceTimersByTime(2);
    await refresher.attempt("key", failing);
    expect(attempts).toBe(2);
  } finally {
    random.mockRestore();
  }
});

test("after a failure the pauses grow, up to two minutes, and end with a success", async () => {
  const { state, keeping } = program();
  state.fails = true;
  new Refresher().keep(keeping);
  await pass(10.5);
  expect(state.refreshed).toBe(1);
  // Pauses of at most 2 + 4 + 8 + 16 + 32 + 64 seconds, and at least half of that.
  await pass(126);
  expect(state.refreshed).toBeGreaterThanOrEqual(7);
  expect(state.refreshed).toBeLessThanOrEqual(8);
  const before = state.refreshed;
  await pass(600);
  expect(state.refreshed - before).toBeGreaterThanOrEqual(4);
  expect(state.refreshed - before).toBeLessThanOrEqual(11);

  state.fails = false;
  await pass(121);
  const healed = state.refreshed;
  await pass(30);
  expect(state.refreshed).toBe(healed + 3);
});

test("an attempt during a pause is not made", async () => {
  const refresher = new Refresher();
  let attempts = 0;
  const failing = (): Promise<Credentials> => {
    attempts++;
    return Promise.reject(new Error("no network"));
  };
  await refresher.attempt("key", failing);
  await refresher.attempt("key", failing);
  expect(attempts).toBe(1);
  await refresher.attempt("other key", failing);
  expect(attempts).toBe(2);
  jest.advanceTimersByTime(2_001);
  await refresher.attempt("key", failing);
  expect(attempts).toBe(3);
});

test("credentials that were forgotten meanwhile are not fetched again", async () => {
  const { state, keeping } = program();
  let due: number | undefined = 10_000;
  new Refresher().keep({ ...keeping, refreshAt: () => due });
  due = undefined;
  await pass(20);
  expect(state.refreshed).toBe(0);
});

test("an end further away than a timer can wait is waited for all the same", async () => {
  const { state, keeping } = program();
  state.due = 2 ** 31 + 10_000;
  new Refresher().keep(keeping);
  jest.advanceTimersByTime(2 ** 31);
  await pass(1);
  expect(state.refreshed).toBe(0);
  await pass(10);
  expect(state.refreshed).toBe(1);
});
