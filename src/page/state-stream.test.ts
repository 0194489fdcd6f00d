import { expect, test } from "bun:test";
import type { PageState } from "./page-state.ts";
import { StateStream } from "./state-stream.ts";

const stateOf = (version: number): PageState => ({
  version,
  total: 0,
  list: "growing",
  notes: ["\u202E"],
  search: "",
  failed: [],
  doing: { kind: "choosing" },
});

async function versionsIn(stream: ReadableStream<Uint8Array>): Promise<readonly number[]> {
  const lines = (await new Response(stream).text()).split("\n").filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as PageState).version);
}

test("a state is sent when it has changed, and the last one ends the stream", async () => {
  let closed = 0;
  const states = new StateStream(() => closed++);
  expect([states.isOpen, states.wasOpen]).toEqual([false, false]);
  states.say(stateOf(0));
  const read = states.open(stateOf(1));
  expect(states.isOpen).toBe(true);
  for (const version of [1, 2, 2, 3]) states.say(stateOf(version));
  states.end(stateOf(4));
  states.say(stateOf(5));
  expect(await versionsIn(read)).toEqual([1, 2, 3, 4]);
  expect([states.isOpen, states.wasOpen, closed]).toEqual([false, true, 0]);
});

test("a page that goes is told, but not one that another reading takes over from", async () => {
  let closed = 0;
  const states = new StateStream(() => closed++);
  const first = states.open(stateOf(1));
  const second = states.open(stateOf(2));
  expect(await versionsIn(first)).toEqual([1]);
  expect([states.isOpen, closed]).toEqual([true, 0]);
  await second.cancel();
  expect([states.isOpen, closed]).toEqual([false, 1]);
});
