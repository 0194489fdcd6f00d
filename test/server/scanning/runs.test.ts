import { expect } from "bun:test";
import { testNeeding } from "../../support/needs.ts";
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
