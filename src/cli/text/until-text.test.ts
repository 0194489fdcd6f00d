import { expect, test } from "bun:test";
import { localTime } from "../../system/local-time.ts";
import { untilText, untilTexts } from "./until-text.ts";

/** Where the test runs it is two in the afternoon. */
const UTC = Date.UTC(2026, 0, 2, 14, 0);
const NOW = UTC - localTime(UTC).offsetSeconds * 1000;
const MINUTE = 60_000;

test.each([
  [62, "15:02, in 1 h 2 min"],
  [5, "14:05, in 5 min"],
  [0.4, "14:00, now"],
  [-0.4, "13:59, now"],
  [-3, "13:57, 3 min ago"],
  [47 * 60 + 59, "2026-01-04 13:59, in 47 h 59 min"],
  [90 * 24 * 60, "2026-04-02 14:00, in 90 days"],
  [-60 * 60, "2025-12-31 02:00, 2 days ago"],
  [12 * 60, "2026-01-03 02:00, in 12 h 0 min"],
])("a moment %p minutes away reads %p", (minutes, text) => {
  expect(untilText(new Date(NOW + minutes * MINUTE).toISOString(), NOW)).toBe(text);
});

test("many ends read as each of them does", () => {
  const texts = untilTexts(NOW + 17_123);
  for (let end = NOW - 3 * MINUTE; end < NOW + 3 * MINUTE; end += 1_777) {
    const instant = new Date(end).toISOString();
    expect(texts(instant)).toBe(untilText(instant, NOW + 17_123));
  }
});
