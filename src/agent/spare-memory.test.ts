import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { SpareMemory } from "./spare-memory.ts";

const MIB = 1024 * 1024;
const LONG_MS = 60_000;

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
      return problem;
    },
    () => world.resident,
  );
  return { memory, world };
}

test("memory is given back some time after work, once", () => {
  const { memory, world } = agent(100 * MIB);
  for (let requests = 0; requests < 10; requests++) memory.lookLater();
  expect(world.givenBack).toBe(0);
  jest.advanceTimersByTime(LONG_MS);
  expect(world.givenBack).toBe(1);
});

test("without work nobody looks", () => {
  const { memory, world } = agent(100 * MIB);
  memory.lookLater();
  jest.advanceTimersByTime(LONG_MS);
  world.resident = 500 * MIB;
  expect(jest.getTimerCount()).toBe(0);
  expect(world.givenBack).toBe(1);
});

test("a little more memory than at rest is not worth it, much more is", () => {
  const { memory, world } = agent(100 * MIB);
  memory.lookLater();
  jest.advanceTimersByTime(LONG_MS);
  world.resident = 55 * MIB;
  memory.lookLater();
  jest.advanceTimersByTime(LONG_MS);
  expect(world.givenBack).toBe(1);
  world.resident = 80 * MIB;
  memory.lookLater();
  jest.advanceTimersByTime(LONG_MS);
  expect(world.givenBack).toBe(2);
});

test("an agent whose memory cannot be locked again says so, and any other does not", () => {
  const agents = [agent(100 * MIB, "it may be written to the swap file"), agent(100 * MIB)];
  for (const { memory } of agents) memory.lookLater();
  jest.advanceTimersByTime(LONG_MS);
  expect(agents.map(({ world }) => world.warnings)).toEqual([["it may be written to the swap file"], []]);
});
