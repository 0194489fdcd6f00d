import { expect, test } from "bun:test";
import { stepOf } from "../targets/resolving.ts";
import { CommandCircles } from "./command-circles.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => stepOf(name, "x", {})) as [Step, Step, Step];
type Step = ReturnType<typeof stepOf>;

test("a command that waits for itself closes a circle, directly or by others", () => {
  const circles = new CommandCircles();
  using _ = circles.enter([], a);
  using __ = circles.enter([a], b);
  using ___ = circles.enter([a, b], c);
  expect(() => circles.enter([a], a)).toThrow(": a -> a");
  expect(() => circles.enter([a, b, c], a)).toThrow(": a -> b -> c -> a");
  expect(() => circles.enter([a, b, c], b)).toThrow(": b -> c -> b");
});

test("so do commands that come from two programs, and none when one of them has ended", () => {
  const circles = new CommandCircles();
  const waiting = circles.enter([a], b);
  expect(() => circles.enter([b], a)).toThrow(": b -> a -> b");
  waiting[Symbol.dispose]();
  using _ = circles.enter([b], a);
});

test("two that wait for the same end one after the other", () => {
  const circles = new CommandCircles();
  const [first, second] = [circles.enter([a], b), circles.enter([a], b)];
  first[Symbol.dispose]();
  expect(() => circles.enter([b], a)).toThrow();
  second[Symbol.dispose]();
  using _ = circles.enter([b], a);
});

test("those around the innermost are told once, and not after they have begun anew", () => {
  const circles = new CommandCircles();
  using _ = circles.enter([], a);
  expect(() => circles.enter([a], a)).toThrow();
  expect(circles.toldTo(a)?.message).toContain("a -> a");
  expect(circles.toldTo(a)).toBeUndefined();
  expect(() => circles.enter([a], a)).toThrow();
  using __ = circles.enter([], a);
  expect(circles.toldTo(a)).toBeUndefined();
});
