import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { SpareMemory } from "./spare-memory.ts";

const MIB = 1024 * 1024;
const SHORT_MS = 15_000;
const LONG_MS = 60_000;
const MINUTES_MS = 5 * LONG_MS;
const STEP_MS = 500;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** An agent that is `resident` bytes large, and half as large after it has given memory back. */
function agent(resident: number, problem: string | false = false) {
  const world = { resident, givenBack: 0, warnings: [] as string[] };
  const memory = new SpareMemory(
    (warning) => world.warnings.push(warning),
    async () => {
      world.givenBack++;
      world.resident /= 2;
      return world.givenBack === 1 && problem;
    },
    () => world.resident,
  );
  return { memory, world };
}

/** Has it work for a moment, and then none for long. */
async function rest(memory: SpareMemory): Promise<void> {
  memory.inUse()[Symbol.dispose]();
  await pass(LONG_MS);
}

/** Lets time pass, and what begins at any moment of it end at that moment. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    jest.advanceTimersByTime(STEP_MS);
    for (let turns = 0; turns < 10; turns++) await Promise.resolve();
  }
}

test("memory is given back some time after work, twice", async () => {
  const { memory, world } = agent(100 * MIB);
  for (let requests = 0; requests < 10; requests++) memory.inUse()[Symbol.dispose]();
  expect(world.givenBack).toBe(0);
  await pass(LONG_MS);
  expect(world.givenBack).toBe(2);
});

test("a request in between puts off the second time, too", async () => {
  const { memory, world } = agent(400 * MIB);
  memory.inUse()[Symbol.dispose]();
  await pass(2 * SHORT_MS);
  expect(world.givenBack).toBe(1);
  const request = memory.inUse();
  await pass(LONG_MS);
  expect(world.givenBack).toBe(1);
  request[Symbol.dispose]();
  await pass(LONG_MS);
  expect(world.givenBack).toBe(2);
});

test("while requests come, one after the other, memory is not yet given back", async () => {
  const { memory, world } = agent(100 * MIB);
  for (let requests = 0; requests < 10; requests++) {
    memory.inUse()[Symbol.dispose]();
    await pass(SHORT_MS);
  }
  expect(world.givenBack).toBe(0);
  await pass(SHORT_MS);
  expect(world.givenBack).toBe(1);
});

test("a request that takes long is over before the rest begins", async () => {
  const { memory, world } = agent(100 * MIB);
  const request = memory.inUse();
  await pass(LONG_MS);
  expect(world.givenBack).toBe(0);
  request[Symbol.dispose]();
  await pass(SHORT_MS);
  expect(world.givenBack).toBe(0);
  await pass(SHORT_MS);
  expect(world.givenBack).toBe(1);
});

test("memory is given back in the middle of work that does not stop, but only what grew since", async () => {
  const { memory, world } = agent(400 * MIB);
  using _ = memory.inUse();
  await pass(MINUTES_MS);
  expect(world.givenBack).toBe(1);
  await pass(MINUTES_MS);
  expect(world.givenBack).toBe(1);
  world.resident += 20 * MIB;
  await pass(MINUTES_MS);
  expect(world.givenBack).toBe(2);
});

test("what is in use in the middle of work does not count as rest", async () => {
  const { memory, world } = agent(100 * MIB);
  await rest(memory);
  world.resident = 400 * MIB;
  const request = memory.inUse();
  await pass(MINUTES_MS);
  expect(world.resident).toBe(200 * MIB);
  request[Symbol.dispose]();
  await pass(LONG_MS);
  expect(world.resident).toBe(50 * MIB);
});

test("without work nobody looks", async () => {
  const { memory, world } = agent(100 * MIB);
  await rest(memory);
  world.resident = 500 * MIB;
  await pass(LONG_MS);
  expect(jest.getTimerCount()).toBe(0);
  expect(world.givenBack).toBe(2);
});

test("a little more memory than at rest is not worth it, much more is", async () => {
  const { memory, world } = agent(200 * MIB);
  await rest(memory);
  world.resident = 55 * MIB;
  await rest(memory);
  expect(world.givenBack).toBe(2);
  world.resident = 80 * MIB;
  await rest(memory);
  expect(world.givenBack).toBe(4);
});

test("an agent whose memory cannot be locked again says so, and any other does not", async () => {
  const agents = [agent(100 * MIB, "it may be written to the swap file"), agent(100 * MIB)];
  for (const { memory } of agents) memory.lookLater();
  await pass(LONG_MS);
  expect(agents.map(({ world }) => world.warnings)).toEqual([["it may be written to the swap file"], []]);
});
