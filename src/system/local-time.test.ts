import { expect, test } from "bun:test";

/** In a process of its own, since a process has one zone. */
function localTimeIn(zone: string, instant: string): unknown {
  const script = `
    import { localTime } from ${JSON.stringify(`${import.meta.dir}/local-time.ts`)};
    console.log(JSON.stringify(localTime(Date.parse("${instant}"))));`;
  const { stdout } = Bun.spawnSync([process.execPath, "-e", script], { env: { ...process.env, TZ: zone } });
  return JSON.parse(stdout.toString());
}

test.each([
  ["UTC0", { year: 2026, month: 1, day: 2, hour: 3, minute: 4, offsetSeconds: 0 }],
  ["<+0545>-5:45", { year: 2026, month: 1, day: 2, hour: 8, minute: 49, offsetSeconds: 20_700 }],
  ["EST5", { year: 2026, month: 1, day: 1, hour: 22, minute: 4, offsetSeconds: -18_000 }],
])("the local time with TZ=%s", (zone, expected) => {
  expect(localTimeIn(zone, "2026-01-02T03:04:05Z")).toEqual(expected);
});

test("summer time counts", () => {
  expect(localTimeIn("CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T12:00:00Z")).toMatchObject({
    hour: 14,
    offsetSeconds: 7200,
  });
});
