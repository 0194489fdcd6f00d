import { expect, test } from "bun:test";
import { ActasError, isTransient } from "../base/errors.ts";
import { Failures } from "./failures.ts";

const UNREACHABLE = new ActasError("unreachable", "cannot reach AWS");

/** Work that fails, at a time that can be moved, and when it was tried. */
function failing(error: Error = UNREACHABLE) {
  const state = { now: 1_000_000, tries: [] as number[], failed: [] as number[], error: error as Error | undefined };
  const failures = new Failures({ firstSeconds: 1, mostSeconds: 30, follows: isTransient }, () => state.now);
  const attempt = (key = "dev"): Promise<string> =>
    failures.attempt(key, async (failed) => {
      state.tries.push(state.now);
      state.failed.push(failed);
      if (state.error) throw state.error;
      return "done";
    });
  return { state, failures, attempt };
}

test("what fails is tried at once, then ever less often, down to every half a minute, however often it is asked for", async () => {
  const { state, attempt } = failing();
  const begun = state.now;
  for (; state.now <= begun + 600_000; state.now += 100) await expect(attempt()).rejects.toBe(UNREACHABLE);
  expect(state.tries[0]).toBe(begun);
  expect(state.failed).toEqual(state.tries.map((_, index) => index));
  const pauses = state.tries.slice(1).map((time, index) => time - (state.tries[index] ?? 0));
  for (const [index, pause] of pauses.entries()) {
    const longest = Math.min(2 ** index, 30) * 1000;
    expect(pause).toBeWithin(longest / 2, longest + 101);
  }
  expect(pauses.length).toBeLessThan(50);
});

test("a success, another error, or being forgotten ends the pauses, and one key has nothing to do with another", async () => {
  const { state, failures, attempt } = failing();
  const failTwice = async (): Promise<void> => {
    state.error = UNREACHABLE;
    for (let times = 0; times < 2; times++, state.now += 60_000) await expect(attempt()).rejects.toBe(UNREACHABLE);
  };
  await failTwice();
  state.error = undefined;
  expect(await attempt()).toBe("done");
  await failTwice();
  state.error = new ActasError("sign-in-required", "nobody is signed in");
  await expect(attempt()).rejects.toBe(state.error);
  await failTwice();
  failures.forget("dev");
  await expect(attempt("other")).rejects.toBe(UNREACHABLE);
  await expect(attempt()).rejects.toBe(UNREACHABLE);
  expect(state.failed).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 0, 0]);
});

test("a clock that is set back makes no pause longer", async () => {
  const { state, attempt } = failing();
  await expect(attempt()).rejects.toBe(UNREACHABLE);
  state.now -= 3_600_000 - 1;
  state.error = undefined;
  expect(await attempt()).toBe("done");
});
