import { expect } from "bun:test";
import { callsOf } from "../../../src/sandbox/control/control-client.ts";
import { testNeeding } from "../../support/needs.ts";
import { until } from "../../support/until.ts";
import { ScanningWorld } from "./scanning-world.ts";

testNeeding("postgres")(
  "while a scan reads accounts no other begins, and one that has not listed them is gone on with",
  async () => {
    await using world = await ScanningWorld.create();
    const { runs } = world.replica();
    await world.scanned(1);
    const [row] = await world.database.query<{ id: number }>(
      "INSERT INTO scan_run (why, accounts) VALUES ('of another replica', 1) RETURNING id",
    );
    await world.database.query(
      `INSERT INTO job (kind, key, payload, due_at)
       VALUES ('scan-account', '999999999999', jsonb_build_object('run', $1::bigint), now() + interval '1 hour')`,
      [row?.id],
    );
    expect(await runs.begin("it is time")).toBeUndefined();
    await world.database.query("UPDATE scan_run SET accounts = NULL WHERE id = $1", [row?.id]);
    expect(await runs.begin("it is time")).toBe(Number(row?.id));
  },
  30_000,
);

for (const [what, accounts, settings, hours] of [
  ["every hour", 3, {}, 1],
  ["every six hours where there are more than 500", 500, {}, 6],
  ["as often as the configuration says", 3, { everyHours: 2 }, 2],
] as const) {
  testNeeding("postgres")(
    `all accounts are read ${what}, more or less`,
    async () => {
      await using world = await ScanningWorld.create({ accounts });
      world.replica(settings);
      const planned = await until("the next scan is planned", async () => {
        const [row] = await world.database.query<{ hours: number }>(
          "SELECT extract(epoch FROM due_at - now())::float8 / 3600 AS hours FROM job WHERE kind = 'scan' AND due_at > now() + interval '10 minutes'",
        );
        return row?.hours;
      });
      expect(planned).toBeWithin(hours * 0.89, hours * 1.11);
      expect((await callsOf(world.sandbox.url)).some(({ action }) => action === "ListRoots")).toBe(true);
    },
    30_000,
  );
}
