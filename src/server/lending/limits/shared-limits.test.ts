import { expect, test } from "bun:test";
import { SHA256 } from "bun";
import { SharedLimits, type Take } from "./shared-limits.ts";

const take = (name: string, burst: number, perMinute: number): Take => ({ name, rate: { burst, perMinute } });
const hashOf = (name: string): string => SHA256.hash(name, "hex");

/** What the database would have after these limits were written, at a later time. */
function later(limits: SharedLimits, now: number): SharedLimits {
  const { fullAt, nameHashes } = limits.rows;
  return new SharedLimits(
    now,
    nameHashes.map((name_hash, at) => ({ name_hash, full_at: fullAt[at] ?? 0 })),
  );
}

test("a limit gives what it has, says when it will have more, and fills again", () => {
  const ana = take("person ana", 2, 30);
  const first = new SharedLimits(1_000, []);
  expect([first.take([ana]), first.take([ana])]).toEqual([undefined, undefined]);
  expect(first.take([ana])?.seconds).toBe(2);
  expect(first.rows).toEqual({ nameHashes: [hashOf("person ana")], fullAt: [5_000] });
  expect(later(first, 2_500).take([ana])?.seconds).toBe(1);
  const second = later(first, 3_000);
  expect(second.take([ana])).toBeUndefined();
  expect(second.take([ana])?.seconds).toBe(2);
  const long = later(first, 3_600_000);
  expect([1, 2, 3].map(() => long.take([ana])?.seconds)).toEqual([undefined, undefined, 2]);
});

test("where one of several is used up nothing is taken of the others", () => {
  const [ana, role] = [take("person ana", 9, 60), take("role Dev", 1, 60)];
  const limits = new SharedLimits(0, []);
  expect(limits.take([ana, role])).toBeUndefined();
  const before = limits.rows;
  expect(limits.take([ana, role])?.take).toBe(role);
  expect(limits.rows).toEqual(before);
});

test("a limit that was lowered, and a clock that went back, hold nobody up for longer than one takes", () => {
  const now = 1_000_000;
  const lowered = take("person ana", 2, 60);
  const limits = new SharedLimits(now, [{ name_hash: hashOf("person ana"), full_at: now + 3_600_000 }]);
  expect(limits.take([lowered])?.seconds).toBe(1);
  const next = later(limits, now + 1_000);
  expect([next.take([lowered]), next.take([lowered])?.seconds]).toEqual([undefined, 1]);
});
