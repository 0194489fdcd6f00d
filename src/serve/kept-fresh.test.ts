import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import type { Credentials } from "../base/credentials.ts";
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
