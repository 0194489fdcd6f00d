import { expect } from "bun:test";
import { join } from "node:path";
import { setFaults } from "../../../src/sandbox/control/control-client.ts";
import { testNeeding } from "../../support/needs.ts";
import { until } from "../../support/until.ts";
import { ScanningWorld } from "./scanning-world.ts";

const LIMIT_MS = 90_000;
const ACCOUNTS = 45;

testNeeding("postgres")(
  "a replica that is killed in the middle of a scan leaves nothing undone, and nothing is written twice",
  async () => {
    await using world = await ScanningWorld.create({ accounts: ACCOUNTS - 5 });
    await setFaults(world.sandbox.url, { latencyMs: 40 });
    const start = (name: string) =>
      Bun.spawn([process.execPath, join(import.meta.dir, "programs/scan.ts"), world.sandbox.url, name], {
        env: { ...process.env, DATABASE_URL: world.url },
        stdio: ["ignore", "ignore", "inherit"],
      });
    const replicas = [start("one"), start("two")];
    const holding = async (name: string): Promise<number> => {
      const [row] = await world.database.query<{ held: number }>(
        "SELECT count(*)::integer AS held FROM job WHERE kind = 'scan-account' AND holder = $1",
        [name],
      );
      return row?.held ?? 0;
    };
    await until(
      "both are reading accounts",
      async () => (await holding("one")) > 1 && (await holding("two")) > 1,
      40_000,
    );
    replicas[0]?.kill("SIGKILL");
    await replicas[0]?.exited;
    expect(await holding("one")).toBeGreaterThan(0);
    await world.scanned(1);
    replicas[1]?.kill("SIGKILL");
    await replicas[1]?.exited;
    const [run] = await world.database.query("SELECT accounts, read, failed, problem FROM scan_run");
    expect(run).toEqual({ accounts: ACCOUNTS, read: ACCOUNTS, failed: 0, problem: null });
    const [accounts] = await world.database.query(
      "SELECT count(*)::integer AS all, count(scanned_at)::integer AS scanned, count(DISTINCT version)::integer AS versions FROM account",
    );
    expect(accounts).toEqual({ all: ACCOUNTS, scanned: ACCOUNTS, versions: ACCOUNTS });
    expect(await world.version()).toBe(ACCOUNTS);
    const [history] = await world.database.query(
      "SELECT (SELECT count(*) FROM role_history)::integer AS history, (SELECT count(*) FROM role)::integer AS roles",
    );
    expect(history).toEqual({ history: history?.roles as number, roles: history?.roles as number });
  },
  LIMIT_MS,
);
