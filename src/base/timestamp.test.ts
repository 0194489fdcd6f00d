import { expect, test } from "bun:test";
import { seeded } from "../../test/seeded.ts";
import { parseHttpDate, parseTimestamp } from "./timestamp.ts";

test.each([
  ["2026-11-27T18:53:22Z", "2026-11-27T18:53:22.000Z"],
  ["2026-11-27t18:53:22z", "2026-11-27T18:53:22.000Z"],
  ["2026-11-27T18:53:22.1Z", "2026-11-27T18:53:22.100Z"],
  ["2026-11-27T18:53:22.123456789Z", "2026-11-27T18:53:22.123Z"],
  ["2026-11-27T18:53:22+00:00", "2026-11-27T18:53:22.000Z"],
  ["2026-11-27T18:53:22-00:00", "2026-11-27T18:53:22.000Z"],
  ["2026-11-27T18:53:22+05:45", "2026-11-27T13:08:22.000Z"],
  ["2026-11-27T18:53:22-23:59", "2026-11-28T18:52:22.000Z"],
  ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
  ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
])("%s names an instant", (text, instant) => {
  expect(parseTimestamp(text)?.toISOString()).toBe(instant);
});

test.each([
  "2026-11-27T18:53:22",
  "2026-11-27T18:53:22.000",
  "2026-11-27 18:53:22Z",
  "2026-11-27",
  "2026-11-27T18:53Z",
  "2026-11-27T18:53:22UTC",
  "2026-11-27T18:53:22 Z",
  "2026-11-27T18:53:22+0000",
  "2026-11-27T18:53:22+00",
  "2026-11-27T18:53:22+24:00",
  "2026-11-27T18:53:22+00:60",
  "2026-11-27T18:53:22.Z",
  "2026-11-27T18:53:22,5Z",
  "2026-11-27T18:53:61Z",
  "2026-11-27T18:60:00Z",
  "2026-11-27T24:00:00Z",
  "2026-11-31T00:00:00Z",
  "2026-02-29T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-13-10T00:00:00Z",
  "2026-11-00T00:00:00Z",
  "10000-01-01T00:00:00Z",
  "+010000-01-01T00:00:00Z",
  "9999-12-31T23:59:59-00:01",
  "0000-01-01T00:00:00+00:01",
  "26-11-27T18:53:22Z",
  "Fri, 27 Nov 2026 18:53:22 GMT",
  "1795805602",
  "1795805602000",
  "tomorrow",
  "",
  " 2026-11-27T18:53:22Z",
  "2026-11-27T18:53:22Z\n",
  "２０２６-11-27T18:53:22Z",
])("%j names no instant, or not the same one everywhere", (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});

test("an instant read is the same to the runtime, and can be written again", () => {
  const random = seeded(7);
  const two = (below: number): string => `${random(below)}`.padStart(2, "0");
  const pick = (texts: readonly string[]): string => texts[random(texts.length)] ?? "";
  for (let round = 0; round < 5000; round++) {
    const date = `${random(10_000)}`.padStart(4, "0");
    const zone = pick(["Z", `+${two(26)}:${two(62)}`, `-${two(26)}:${two(62)}`, ""]);
    const fraction = pick(["", `.${random(1e9)}`]);
    const text = `${date}-${two(14)}-${two(33)}T${two(25)}:${two(61)}:${two(60)}${fraction}${zone}`;
    const read = parseTimestamp(text);
    if (!read) continue;
    expect(zone, text).not.toBe("");
    expect(read.getTime(), text).toBe(Date.parse(text));
    expect(read.toISOString(), text).toMatch(/^\d{4}-/);
  }
});

test("the date of an answer is read only in the form that servers must send", () => {
  expect(parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT")?.toISOString()).toBe("1994-11-06T08:49:37.000Z");
  for (const other of [
    "Sun Nov  6 08:49:37 1994",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 +0100",
    "Sun, 06 Abc 1994 08:49:37 GMT",
    "1994-11-06T08:49:37Z",
    "",
  ]) {
    expect(parseHttpDate(other), other).toBeUndefined();
  }
});
