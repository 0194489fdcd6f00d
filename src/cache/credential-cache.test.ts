import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { CredentialCache } from "./credential-cache.ts";

const HOUR = 3_600_000;

/** A cache whose clock shows `at`. */
function cacheAt(time: { at: number }): CredentialCache {
  return new CredentialCache(() => time.at);
}

const entry = (key: string, endsAt: number | undefined, kind: "sign-in" | "credentials" = "credentials") => ({
  ...{ key, kind, label: key },
  credentials: {
    accessKeyId: key,
    secretAccessKey: new Secret("x"),
    ...(endsAt !== undefined && { expiration: new Date(endsAt) }),
  },
});

test("an entry is there until its end, and not a moment longer", () => {
  const time = { at: 0 };
  const cache = cacheAt(time);
  cache.put(entry("a", HOUR));
  time.at = HOUR - 1;
  expect(cache.get("a")).toMatchObject({ entry: { obtainedAt: 0 }, due: "now" });
  time.at = HOUR;
  expect(cache.get("a")).toBeUndefined();
  time.at = 0;
  expect(cache.get("a")).toBeUndefined();
});

test("credentials without an end are not kept", () => {
  const cache = cacheAt({ at: 0 });
  cache.put(entry("a", undefined));
  expect(cache.get("a")).toBeUndefined();
});

test("a later entry replaces an earlier one, and an entry that is handed over keeps its age", () => {
  const time = { at: 0 };
  const cache = cacheAt(time);
  cache.put(entry("a", HOUR));
  time.at = HOUR / 2;
  cache.put(entry("a", 2 * HOUR));
  expect(cache.get("a")?.entry).toMatchObject({
    obtainedAt: HOUR / 2,
    credentials: { expiration: new Date(2 * HOUR) },
  });
  cache.restore({ ...entry("a", HOUR), obtainedAt: 7 });
  expect(cache.get("a")?.entry.obtainedAt).toBe(7);
});

test("ended entries are not listed, and the entry that ends first comes first", () => {
  const time = { at: 0 };
  const cache = cacheAt(time);
  for (const [key, end] of [
    ["late", 3 * HOUR],
    ["gone", HOUR],
    ["soon", 2 * HOUR],
  ] as const)
    cache.put(entry(key, end));
  time.at = HOUR;
  expect(cache.list().map(({ key }) => key)).toEqual(["soon", "late"]);
});

test("entries of one kind can be removed, or all", () => {
  const cache = cacheAt({ at: 0 });
  cache.put(entry("session", HOUR, "sign-in"));
  cache.put(entry("dev", HOUR));
  cache.put(entry("admin", HOUR));
  expect(cache.clear("credentials")).toBe(2);
  expect(cache.list().map(({ key }) => key)).toEqual(["session"]);
  expect(cache.clear()).toBe(1);
  expect(cache.list()).toEqual([]);
});

test("ended entries are removed without a request for them", () => {
  const time = { at: 0 };
  const cache = cacheAt(time);
  cache.put(entry("a", HOUR));
  time.at = HOUR;
  cache.put(entry("b", 2 * HOUR));
  time.at = 0;
  expect(cache.list().map(({ key }) => key)).toEqual(["b"]);
  time.at = 2 * HOUR;
  expect(cache.clear()).toBe(0);
});

test("what has ended is looked for once in a while, not with each entry that comes", () => {
  let asked = 0;
  const cache = new CredentialCache(() => {
    asked++;
    return HOUR;
  });
  for (let count = 0; count < 100; count++) cache.put(entry(String(count), 2 * HOUR));
  const before = asked;
  cache.put(entry("one more", 2 * HOUR));
  expect(asked - before).toBeLessThan(10);
});

test("a clock that is set back does not keep ended entries", () => {
  const time = { at: 10 * HOUR };
  const cache = cacheAt(time);
  cache.put(entry("a", 11 * HOUR));
  time.at = 0;
  cache.put(entry("b", HOUR));
  time.at = HOUR;
  cache.put(entry("c", 2 * HOUR));
  time.at = 0;
  expect(cache.list().map(({ key }) => key)).toEqual(["c", "a"]);
});
