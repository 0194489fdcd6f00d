import { expect, test } from "bun:test";
import { dueOfKeys } from "./due-of-keys.ts";

const NOW = Date.parse("2026-01-02T03:00:00.500Z");

test.each([
  ["2026-01-02T04:00:01Z", "2026-01-02T03:45:01Z"],
  ["2026-01-02T15:00:00Z", "2026-01-02T14:45:00Z"],
  ["2026-01-02T03:00:04Z", "2026-01-02T03:00:04Z"],
  ["2026-01-02T03:16:00Z", "2026-01-02T03:12:01Z"],
  ["2026-01-02T02:00:00Z", "2026-01-02T02:00:00Z"],
])("keys that end at %s are replaced from %s on", (expiration, due) => {
  expect(dueOfKeys(expiration, NOW)).toBe(due);
});

test.each([undefined, null, "", "soon"])("keys that end %p are never replaced", (expiration) => {
  expect(dueOfKeys(expiration, NOW)).toBeUndefined();
});
