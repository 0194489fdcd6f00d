import { afterEach, expect, mock, spyOn, test } from "bun:test";
import { CannotAsk } from "../../conversation/conversation.ts";
import { terminalListener } from "./terminal-listener.ts";

afterEach(() => mock.restore());

/** The timers that are set and not cleared. */
function timers(): ReadonlySet<unknown> {
  const set = new Set<unknown>();
  const { setTimeout: begin, clearTimeout: end } = globalThis;
  spyOn(globalThis, "setTimeout").mockImplementation(((...args: Parameters<typeof begin>) => {
    const timer = begin(...args);
    set.add(timer);
    return timer;
  }) as typeof begin);
  spyOn(globalThis, "clearTimeout").mockImplementation((timer) => {
    set.delete(timer);
    end(timer as Timer);
  });
  return set;
}

const topic = { kind: "sign-in", source: "corp" } as const;

test("when the answer is there, nothing is said any more about what is waited for", async () => {
  const waiting = timers();
  const listener = terminalListener();
  expect(waiting.size).toBe(1);
  listener.waiting(topic, "elsewhere");
  listener.wentOn();
  const withdrawn = AbortSignal.abort();
  const question = { kind: "mfa-code", serialNumber: "a", target: "b" } as const;
  expect(listener.ask(question, withdrawn)).rejects.toBeInstanceOf(CannotAsk);
  await listener.ask(question, withdrawn).catch(() => {});
  expect(waiting.size).toBe(1);
  listener.over();
  expect(waiting.size).toBe(0);
});
