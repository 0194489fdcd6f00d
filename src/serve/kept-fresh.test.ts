import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { TargetRefused } from "../settings/target-refused.ts";
import { type FetchHow, KeptFresh } from "./kept-fresh.ts";

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds; step++) {
    jest.advanceTimersByTime(1000);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

test.each(["at a renewal", "when a person wants new ones"])(
  "what settings refuse %s is given out no longer, until they allow it",
  async (when) => {
    const refused = new TargetRefused("access-denied", 'cannot use "dev": it is refused by entry 1');
    let isRefused = false;
    const obtain = async (_: FetchHow): Promise<Credentials> => {
      if (isRefused) throw refused;
      return { accessKeyId: "A", secretAccessKey: new Secret("x"), expiration: new Date(Date.now() + 3_600_000) };
    };
    const fresh = new KeptFresh({
      ...{ obtain, canAsk: () => false, isKept: () => true, clock: { now: Date.now } },
      onChange() {},
    });
    await fresh.ensure({ force: false });
    isRefused = true;
    if (when === "at a renewal") await pass(2_520);
    else await expect(fresh.ensure({ force: true })).rejects.toBe(refused);
    expect([fresh.good, fresh.problem]).toEqual([undefined, refused]);
    await expect(Promise.resolve(fresh.credentials())).rejects.toBe(refused);
    isRefused = false;
    await pass(15);
    expect(fresh.problem).toBeUndefined();
    expect(await fresh.credentials()).toMatchObject({ accessKeyId: "A" });
  },
);

/** Credentials with a number, an answer that is under way, and who was asked. */
function forgettable({ canAsk = false } = {}) {
  const state = {
    count: 0,
    asked: [] as FetchHow[],
    hold: undefined as Promise<void> | undefined,
    failure: undefined as Error | undefined,
  };
  const fresh = new KeptFresh({
    ...{ canAsk: () => canAsk, isKept: () => true, clock: { now: Date.now } },
    onChange() {},
    obtain: async (how) => {
      state.asked.push(how);
      const accessKeyId = `A${++state.count}`;
      await state.hold;
      if (state.failure) throw state.failure;
      return { accessKeyId, secretAccessKey: new Secret("x"), expiration: new Date(Date.now() + 3_600_000) };
    },
  });
  return { fresh, state };
}

test("what is forgotten is got anew at once, without a program that waits", async () => {
  const { fresh, state } = forgettable();
  await fresh.ensure({ force: false });
  fresh.forget();
  expect(fresh.good).toBeUndefined();
  await pass(1);
  expect([fresh.good?.credentials.accessKeyId, state.asked[1]]).toEqual(["A2", { mayAsk: false }]);
});

test("an answer that was under way when it was forgotten is given to nobody", async () => {
  const { fresh, state } = forgettable();
  const held = Promise.withResolvers<void>();
  state.hold = held.promise;
  const given = fresh.credentials();
  fresh.forget();
  held.resolve();
  expect(await given).toMatchObject({ accessKeyId: "A2" });
  expect(fresh.good?.credentials.accessKeyId).toBe("A2");
});

test("who has just signed out is not asked to sign in, but later again", async () => {
  const { fresh, state } = forgettable({ canAsk: true });
  const failure = new ActasError("sign-in-required", "cannot get credentials: you are needed");
  await fresh.ensure({ force: false });
  state.failure = failure;
  fresh.forget();
  await expect(Promise.resolve(fresh.credentials())).rejects.toBe(failure);
  await pass(300);
  expect(state.asked.slice(1).filter(({ mayAsk }) => mayAsk)).toEqual([]);
  state.failure = undefined;
  await pass(15);
  expect(fresh.good).toBeDefined();
  state.failure = failure;
  await pass(3_600);
  expect(state.asked.slice(1).some(({ mayAsk }) => mayAsk)).toBe(true);
});
