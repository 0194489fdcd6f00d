import { expect } from "bun:test";
import { setFaults } from "../../../src/sandbox/control/control-client.ts";
import { CallsUnderWay } from "../../support/calls-under-way.ts";
import { testNeeding } from "../../support/needs.ts";
import { ScanningWorld } from "./scanning-world.ts";

const TEAM_1 = "300000000001";
const LIMIT_MS = 60_000;

testNeeding("postgres")(
  "replicas read many accounts at once, and never two calls are under way in one, whoever asks for it (Z-55)",
  async () => {
    await using world = await ScanningWorld.create({ accounts: 10, rolesPerAccount: 400 });
    using calls = new CallsUnderWay();
    await setFaults(world.sandbox.url, { latencyMs: 5 });
    // A lease that ends while its holder still works, as on a machine that is too busy, has the account read twice.
    const { runs } = world.replica({}, LIMIT_MS);
    world.replica({}, LIMIT_MS);
    await world.scanned(1);
    await world.database.query("UPDATE account_scan SET tried_at = now() - interval '61 seconds'");
    await world.itIsTime();
    await Promise.all(Array.from({ length: 5 }, () => runs.again(TEAM_1)));
    await world.scanned(2);
    expect(calls.most.size).toBe(15);
    expect([...calls.most].filter(([, most]) => most > 1)).toEqual([]);
    expect(calls.mostInAll).toBeGreaterThan(3);
  },
  LIMIT_MS,
);
