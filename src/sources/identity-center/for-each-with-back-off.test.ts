import { expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import { forEachWithBackOff } from "./for-each-with-back-off.ts";

const ITEMS = Array.from({ length: 100 }, (_, index) => index);
const THROTTLED = new ActasError("throttled", "cannot list: asked too often");

/** Waits take no time, and are written down. */
function noWaits(random = () => 1) {
  const waits: number[] = [];
  return { waits, tools: { wait: async (ms: number) => waits.push(ms), random } };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("results come in the order of the items, whatever order they are ready in", async () => {
  const results: number[] = [];
  const slowFirst = async (item: number): Promise<number> => {
    for (let turns = item === 0 ? 50 : item % 7; turns > 0; turns--) await nextTurn();
    return item;
  };
  await forEachWithBackOff(ITEMS, slowFirst, (some) => results.push(...some), noWaits().tools);
  expect(results).toEqual(ITEMS);
});

test("the first results are reported while most of the work is still to be done", async () => {
  const started: number[] = [];
  let startedAtFirstReport = 0;
  const work = async (item: number): Promise<number> => {
    started.push(item);
    await nextTurn();
    return item;
  };
  await forEachWithBackOff(ITEMS, work, () => (startedAtFirstReport ||= started.length), noWaits().tools);
  expect(started).toHaveLength(100);
  expect(startedAtFirstReport).toBeLessThan(40);
});

test("sixteen are done at once, and no more", async () => {
  let atOnce = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++atOnce);
    await nextTurn();
    atOnce--;
  };
  await forEachWithBackOff(ITEMS, work, () => {}, noWaits().tools);
  expect(most).toBe(16);
});

test("after complaints fewer are done at once, and everything is done in the end", async () => {
  let atOnce = 0;
  let complaints = 0;
  const results: number[] = [];
  const atMostFour = async (item: number): Promise<number> => {
    atOnce++;
    const isTooMany = atOnce > 4;
    await nextTurn();
    atOnce--;
    if (!isTooMany) return item;
    complaints++;
    throw THROTTLED;
  };
  await forEachWithBackOff(ITEMS, atMostFour, (some) => results.push(...some), noWaits().tools);
  expect(results).toEqual(ITEMS);
  expect(complaints).toBeLessThan(100);
});

test("waits are spread over the half below, so that all who were told to wait do not come back at once", async () => {
  const { waits, tools } = noWaits(() => waits.length / 8);
  const work = () => Promise.reject(THROTTLED);
  await expect(forEachWithBackOff([0], work, () => {}, tools)).rejects.toBe(THROTTLED);
  expect(waits).toEqual([0, 1, 2, 3, 4, 5, 6].map((tried) => Math.min(500 * 2 ** tried, 10_000) * (0.5 + tried / 16)));
});

test("waits double up to a limit, and end after eight tries", async () => {
  const { waits, tools } = noWaits();
  let tries = 0;
  const work = async (): Promise<void> => {
    tries++;
    throw THROTTLED;
  };
  await expect(forEachWithBackOff([0], work, () => {}, tools)).rejects.toBe(THROTTLED);
  expect(tries).toBe(8);
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test("another error ends it at once, and nothing more is begun", async () => {
  let started = 0;
  const refused = new Error("refused");
  const work = async (item: number): Promise<void> => {
    started++;
    await nextTurn();
    if (item === 3) throw refused;
  };
  await expect(forEachWithBackOff(ITEMS, work, () => {}, noWaits().tools)).rejects.toBe(refused);
  for (let turns = 0; turns < 20; turns++) await nextTurn();
  expect(started).toBeLessThan(40);
});

test("nothing to do is done at once", async () => {
  await forEachWithBackOff(
    [],
    async () => {},
    () => expect.unreachable(),
    noWaits().tools,
  );
});
