import { expect, test } from "bun:test";
import { Flights } from "./flights.ts";
import { LoanLimits } from "./loan-limits.ts";
import { RefusedLately } from "./refused-lately.ts";
import { TokenBuckets } from "./token-bucket.ts";

const rate = (burst: number, perMinute: number) => ({ burst, perMinute });

test("a bucket gives what it has, says when it will have more, and fills again", () => {
  let now = 0;
  const buckets = new TokenBuckets(rate(2, 30), () => now);
  expect([buckets.take("a"), buckets.take("a"), buckets.take("a"), buckets.take("b")]).toEqual([0, 0, 2, 0]);
  now += 2_000;
  expect([buckets.take("a"), buckets.take("a")]).toEqual([0, 2]);
  now += 3600_000;
  expect([buckets.take("a"), buckets.take("a"), buckets.take("a")]).toEqual([0, 0, 2]);
});

test("a clock that goes back takes nothing away and gives nothing", () => {
  let now = 10_000;
  const buckets = new TokenBuckets(rate(1, 60), () => now);
  expect(buckets.take("a")).toBe(0);
  now = 0;
  expect(buckets.take("a")).toBe(1);
});

test("names that are made up do not make it grow", () => {
  const buckets = new TokenBuckets(rate(1, 1), () => 0);
  for (let at = 0; at < 60_000; at++) buckets.take(`${at}`);
  expect(buckets.size).toBeLessThanOrEqual(50_000);
});

test("a person, a role and all together have limits, and one who is refused for all costs the role nothing", () => {
  const limits = new LoanLimits({ person: rate(1, 6), role: rate(2, 60), all: rate(1, 60) }, () => 0);
  limits.admitPerson("ana");
  expect(() => limits.admitPerson("ana")).toThrow("you have asked too often; try again in 10 s");
  limits.admitPerson("ben");
  limits.admitCall("role");
  for (const _ of [1, 2]) expect(() => limits.admitCall("role")).toThrow("this server is asked too often");
});

test("what AWS refused is remembered for two minutes, or until the account was scanned again", () => {
  let now = 0;
  const refused = new RefusedLately(() => now);
  refused.add("ana role", { scannedAt: 1 });
  expect(refused.secondsLeft("ana role", { scannedAt: 1 })).toBe(120);
  expect(refused.secondsLeft("ben role", { scannedAt: 1 })).toBe(0);
  now = 119_500;
  expect(refused.secondsLeft("ana role", { scannedAt: 1 })).toBe(1);
  now = 120_000;
  expect(refused.secondsLeft("ana role", { scannedAt: 1 })).toBe(0);
  refused.add("ana role", { scannedAt: 1 });
  expect(refused.secondsLeft("ana role", { scannedAt: 2 })).toBe(0);
  refused.add("ana role", { scannedAt: 2 });
  now = -3_600_000;
  expect(refused.secondsLeft("ana role", { scannedAt: 2 })).toBe(0);
});

test("work that fails is done again for the next, and not for who came with it", async () => {
  const flights = new Flights<number>();
  let done = 0;
  const fail = async () => {
    done++;
    await Bun.sleep(1);
    throw new Error(`no ${done}`);
  };
  const first = flights.begin("a", fail);
  const second = flights.join("a");
  expect(second).toBe(first);
  await expect(first).rejects.toThrow("no 1");
  expect(flights.join("a")).toBeUndefined();
  await expect(flights.begin("a", fail)).rejects.toThrow("no 2");
});
