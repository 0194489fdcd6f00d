import { expect, test } from "bun:test";
import { ActasError } from "../base/errors.ts";
import { type BackOffTools, PacedCalls } from "./paced-calls.ts";

const ITEMS = Array.from({ length: 300 }, (_, index) => index);
const THROTTLED = new ActasError("throttled", "cannot list: asked too often");
const UNREACHABLE = new ActasError("unreachable", "cannot list: no answer");

/** Waits take no time, and are written down. */
function noWaits(random = () => 1) {
  const waits: number[] = [];
  return { waits, tools: { wait: async (ms: number) => waits.push(ms), random } };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function forEach<T>(items: readonly number[], send: (item: number) => Promise<T>, tools: BackOffTools): Promise<T[]> {
  const calls = new PacedCalls(tools);
  return calls.during(() => Promise.all(items.map((item) => calls.call(() => send(item), "in turn"))));
}

test("sixteen run at first, and twice as many with each answer while none is refused, up to 64", async () => {
  const atOnce: number[] = [];
  let running = 0;
  const send = async (): Promise<void> => {
    atOnce.push(++running);
    await nextTurn();
    running--;
  };
  await forEach(ITEMS, send, noWaits().tools);
  expect(Math.max(...atOnce.slice(0, 16))).toBe(16);
  expect(Math.max(...atOnce.slice(0, 48))).toBeLessThanOrEqual(32);
  expect(Math.max(...atOnce)).toBe(64);
});

test("a call that must be next does not wait for those that came before", async () => {
  const begun: string[] = [];
  const calls = new PacedCalls(noWaits().tools);
  const begin = (name: string, when: "next" | "in turn"): Promise<void> =>
    calls.call(async () => {
      begun.push(name);
      await nextTurn();
    }, when);
  await calls.during(() =>
    Promise.all([...ITEMS.slice(0, 40).map(() => begin("role", "in turn")), begin("page", "next")]),
  );
  expect(begun.indexOf("page")).toBe(16);
});

test("after a refusal fewer run at once, and everything is done in the end", async () => {
  let running = 0;
  let refusals = 0;
  const afterwards: number[] = [];
  const atMostTwelve = async (item: number): Promise<number> => {
    const isTooMany = ++running > 12;
    if (refusals > 0) afterwards.push(running);
    await nextTurn();
    running--;
    if (!isTooMany) return item;
    refusals++;
    throw THROTTLED;
  };
  expect(await forEach(ITEMS, atMostTwelve, noWaits().tools)).toEqual(ITEMS);
  expect(Math.max(...afterwards)).toBeLessThan(16);
  expect(refusals).toBeLessThan(100);
});

test("one refusal after another leaves one call at a time", async () => {
  let running = 0;
  let atOnce = 0;
  let refusals = 0;
  const send = async (): Promise<void> => {
    atOnce = ++running;
    await nextTurn();
    running--;
    if (atOnce > 1) refusals++;
    if (atOnce > 1) throw THROTTLED;
  };
  await forEach(ITEMS.slice(0, 4), send, noWaits().tools);
  expect(refusals).toBeGreaterThan(0);
  expect(atOnce).toBe(1);
});

test("what was refused is the next to be tried, and nothing is called before the wait is over", async () => {
  const begun: number[] = [];
  const wait = Promise.withResolvers<void>();
  const send = async (item: number): Promise<void> => {
    begun.push(item);
    await nextTurn();
    if (item === 0 && begun.length < 20) throw THROTTLED;
  };
  const all = forEach(ITEMS, send, { wait: () => wait.promise, random: () => 1 });
  for (let turns = 0; turns < 20; turns++) await nextTurn();
  expect(begun).toEqual(ITEMS.slice(0, 16));
  wait.resolve();
  await all;
  expect(begun[16]).toBe(0);
});

test("a call may be throttled any number of times while others are answered", async () => {
  let tries = 0;
  const send = async (item: number): Promise<void> => {
    await nextTurn();
    if (item === 0 && ++tries < 50) throw THROTTLED;
  };
  await forEach(ITEMS, send, noWaits().tools);
  expect(tries).toBe(50);
});

test("waits are spread over the half below, so that all who were told to wait do not come back at once", async () => {
  const { waits, tools } = noWaits(() => waits.length / 64);
  await expect(forEach([0], () => Promise.reject(THROTTLED), tools)).rejects.toBe(THROTTLED);
  expect(waits).toEqual(waits.map((_, tried) => Math.min(500 * 2 ** tried, 2000) * (0.5 + tried / 128)));
});

test.each([
  ["throttled", THROTTLED, 60],
  ["not answered", UNREACHABLE, 16],
] as const)("waits double up to a limit, and have an end, when all is %s", async (_, error, most) => {
  const { waits, tools } = noWaits();
  let tries = 0;
  const send = async (): Promise<void> => {
    tries++;
    throw error;
  };
  await expect(forEach([0], send, tools)).rejects.toBe(error);
  expect(tries).toBe(most);
  expect(waits).toEqual([500, 1000, ...Array(most - 3).fill(2000)]);
});

test("a server that throttles every call for half a minute is waited for, however short the waits turn out", async () => {
  let now = 0;
  const wait = async (ms: number): Promise<void> => {
    now += ms;
  };
  const send = async (): Promise<void> => {
    await nextTurn();
    if (now < 30_000) throw THROTTLED;
  };
  await forEach(ITEMS, send, { wait, random: () => 0 });
  expect(now).toBeLessThan(32_000);
});

test("a call that is never answered ends it, although others are answered", async () => {
  let tries = 0;
  const send = async (item: number): Promise<void> => {
    await nextTurn();
    if (item === 0 && ++tries > 0) throw UNREACHABLE;
  };
  await expect(forEach(ITEMS, send, noWaits().tools)).rejects.toBe(UNREACHABLE);
  expect(tries).toBe(16);
});

test("another error ends it at once, and nothing more is begun", async () => {
  let started = 0;
  const refused = new Error("refused");
  const send = async (item: number): Promise<void> => {
    started++;
    await nextTurn();
    if (item === 3) throw refused;
  };
  await expect(forEach(ITEMS, send, noWaits().tools)).rejects.toBe(refused);
  for (let turns = 0; turns < 20; turns++) await nextTurn();
  expect(started).toBeLessThan(80);
});

test("nothing to do is done at once", async () => {
  expect(await forEach([], () => expect.unreachable(), noWaits().tools)).toEqual([]);
});
