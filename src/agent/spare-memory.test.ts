import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { SpareMemory } from "./spare-memory.ts";

const MIB = 1024 * 1024;
const SHORT_MS = 15_000;
const LONG_MS = 60_000;
const MINUTES_MS = 5 * LONG_MS;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** An agent that is `resident` bytes large, and half as large after it has given memory back. */
function agent(resident: number, problem: string | false = false) {
  const world = { resident, givenBack: 0, warnings: [] as string[] };
  const memory = new SpareMemory(
    (warning) => world.warnings.push(warning),
    () => {
      world.givenBack++;
      world.resident /= 2;
      return world.givenBack === 1 && problem;
    },
    () => world.resident,
  );
  return { memory, world };
}

/** Has it work for a moment, and then none for long. */
function rest(memory: SpareMemory): void {
  memory.inUse()[Symbol.dispose]();
  jest.advanceTimersByTime(LONG_MS);
}

test("memory is given back some time after work, twice", () => {
  const { memory, world } = agent(100 * MIB);
  for (let requests = 0; requests < 10; requests++) memory.inUse()[Symbol.dispose]();
  expect(world.givenBack).toBe(0);
  jest.advanceTimersByTime(LONG_MS);
  expect(world.givenBack).toBe(2);
});

test("a request in between puts off the second time, too", () => {
  const { memory, world } = agent(400 * MIB);
  memory.inUse()[Symbol.dispose]();
  jest.advanceTimersByTime(2 * SHORT_MS);
  expect(world.givenBack).toBe(1);
  const request = memory.inUse();
  jest.advanceTimersByTime(LONG_MS);
  expect(world.givenBack).toBe(1);
  request[Symbol.dispose]();
  jest.advanceTimersByTime(LONG_MS);
  expect(world.givenBack).toBe(2);
});

test("while requests come, one after the other, memory is not yet given back", () => {
  const { memory, world } = agent(100 * MIB);
  for (let requests = 0; requests < 10; requests++) {
    memory.inUse()[Symbol.dispose]();
    jest.advanceTimersByTime(SHORT_MS);
  }
  expect(world.givenBack).toBe(0);
  jest.advanceTimersByTime(SHORT_MS);
  expect(world.givenBack).toBe(1);
});

test("a request that takes long is over before the rest begins", () => {
  const { memory, world } = agent(100 * MIB);
  const request = memory.inUse();
  jest.advanceTimersByTime(LONG_MS);
  expect(world.givenBack).toBe(0);
  request[Symbol.dispose]();
  jest.advanceTimersByTime(SHORT_MS);
  expect(world.givenBack).toBe(0);
  jest.advanceTimersByTime(SHORT_MS);
  expect(world.givenBack).toBe(1);
});

test("memory is given back in the middle of work that does not stop, but only what grew since", () => {
  const { memory, world } = agent(400 * MIB);
  using _ = memory.inUse();
  jest.advanceTimersByTime(MINUTES_MS);
  expect(world.givenBack).toBe(1);
  jest.advanceTimersByTime(MINUTES_MS);
  expect(world.givenBack).toBe(1);
  world.resident += 20 * MIB;
  jest.advanceTimersByTime(MINUTES_MS);
  expect(world.givenBack).toBe(2);
});

test("what is in use in the middle of work does not count as rest", () => {
  const { memory, world } = agent(100 * MIB);
  rest(memory);
  world.resident = 400 * MIB;
  const request = memory.inUse();
  jest.advanceTimersByTime(MINUTES_MS);
  expect(world.resident).toBe(200 * MIB);
  request[Symbol.dispose]();
  jest.advanceTimersByTime(LONG_MS);
  expect(world.resident).toBe(50 * MIB);
});

test("without work nobody looks", () => {
  const { memory, world } = agent(100 * MIB);
  rest(memory);
  world.resident = 500 * MIB;
  jest.advanceTimersByTime(LONG_MS);
  expect(jest.getTimerCount()).toBe(0);
  expect(world.givenBack).toBe(2);
});

test("a little more memory than at rest is not worth it, much more is", () => {
  const { memory, world } = agent(200 * MIB);
  rest(memory);
  world.resident = 55 * MIB;
  rest(memory);
  expect(world.givenBack).toBe(2);
  world.resident = 80 * MIB;
  rest(memory);
  expect(world.givenBack).toBe(4);
});

test("an agent whose memory cannot be locked again says so, and any other does not", () => {
  const agents = [agent(100 * MIB, "it may be written to the swap file"), agent(100 * MIB)];
  for (const { memory } of agents) memory.lookLater();
  jest.advanceTimersByTime(LONG_MS);
  expect(agents.map(({ world }) => world.warnings)).toEqual([["it may be written to the swap file"], []]);
});
