import { expect, test } from "bun:test";
import { seeded } from "../../test/seeded.ts";
import { Secret } from "../base/secret.ts";
import type { CacheEntry } from "./cache-entry.ts";
import { PackedEntries } from "./packed-entries.ts";

const HOUR = 3_600_000;

function entry(key: string, endsAt: number | undefined, token: string | undefined): CacheEntry {
  return {
    ...{ key, kind: "credentials", label: `größer ${key} 日本`, signIn: key.length > 1 ? "" : "corp", obtainedAt: 7.5 },
    credentials: {
      accessKeyId: `ASIA${key}`,
      secretAccessKey: new Secret(`secret of ${key}`),
      ...(token !== undefined && { sessionToken: new Secret(token) }),
      ...(endsAt !== undefined && { expiration: new Date(endsAt) }),
    },
  };
}

/** Everything of an entry, its secrets too. */
function plain({ credentials, ...rest }: CacheEntry): unknown {
  const { secretAccessKey, sessionToken, ...others } = credentials;
  return { ...rest, ...others, secret: secretAccessKey.reveal(), token: sessionToken?.reveal() };
}

/** Puts so many others that an entry is no longer held ready. */
function crowd(entries: PackedEntries): void {
  for (let count = 0; count < 70; count++) entries.put(entry(`crowd-${count}`, 9 * HOUR, "t"));
}

test.each([
  ["a", HOUR, "token"],
  ["b", undefined, undefined],
  ["long", HOUR, "x".repeat(200_000)],
  ["", HOUR, ""],
])("entry %j comes back as it was, long after it was put", (key, endsAt, token) => {
  const entries = new PackedEntries();
  const put = entry(key, endsAt, token);
  entries.put(put);
  expect(entries.get(key)).toBe(put);
  crowd(entries);
  const later = entries.get(key)!;
  expect(later).not.toBe(put);
  expect(plain(later)).toEqual(plain(put));
  expect(entries.get(key)).toBe(later);
});

test("whatever is put, replaced and removed, what is held is what was put last", () => {
  const pick = seeded(31);
  const entries = new PackedEntries();
  const expected = new Map<string, CacheEntry>();
  for (let step = 0; step < 4_000; step++) {
    const key = String(pick(150));
    if (pick(3) === 0) {
      entries.delete(key);
      expected.delete(key);
    } else {
      const put = entry(key, HOUR + pick(1_000), "t".repeat(pick(3_000)));
      entries.put(put);
      expected.set(key, put);
    }
  }
  expect(entries.size).toBe(expected.size);
  for (let key = 0; key < 150; key++) {
    const [held, put] = [entries.get(String(key)), expected.get(String(key))];
    expect(held && plain(held)).toEqual(put && plain(put));
  }
  const all = entries.entries();
  expect(all.length).toBe(expected.size);
  expect(new Set(all.map(({ key }) => key))).toEqual(new Set(expected.keys()));
  const ends = entries.shown(10).map(({ expiration }) => expiration!.getTime());
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
});

test("what has ended is removed, and what is listed has no secret", () => {
  const entries = new PackedEntries();
  for (let count = 0; count < 500; count++) entries.put(entry(String(count), count < 400 ? HOUR : 2 * HOUR, "token"));
  entries.deleteEnded(HOUR);
  expect([entries.size, entries.get("399")]).toEqual([100, undefined]);
  expect(entries.facts()).toHaveLength(100);
  expect(entries.shown(7)).toHaveLength(7);
  expect(Bun.inspect([...entries.facts(), ...entries.shown(1)], { depth: 9 })).not.toMatch(/secret|token/);
});

test("a thousand credentials take less than two thousand bytes each", () => {
  const entries = new PackedEntries();
  const count = 1_000;
  const before = process.memoryUsage().arrayBuffers;
  for (let index = 0; index < count; index++) entries.put(entry(`${index}`.padStart(43, "k"), HOUR, "t".repeat(1_000)));
  expect((process.memoryUsage().arrayBuffers - before) / count).toBeLessThan(2_000);
});

test("a thousand renewals leave no more memory in use than the last one", () => {
  const entries = new PackedEntries();
  const grown: number[] = [];
  for (let round = 0; round < 40; round++) {
    for (let index = 0; index < 100; index++) entries.put(entry(String(index), HOUR, "t".repeat(1_000)));
    Bun.gc(true);
    grown.push(process.memoryUsage().arrayBuffers);
  }
  expect(grown.at(-1)! - grown[5]!).toBeLessThan(400_000);
});
