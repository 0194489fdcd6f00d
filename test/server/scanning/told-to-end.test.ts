import { expect } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFaults } from "../../../src/sandbox/control/control-client.ts";
import { testNeeding } from "../../support/needs.ts";
import { runningServer } from "../../support/server/running-server.ts";
import { until } from "../../support/until.ts";
import { metricsOf, numberIn } from "../metrics/open-metrics.ts";
import { ScanningWorld } from "./scanning-world.ts";

const BEN = {
  AWS_ACCESS_KEY_ID: "AKIASANDBOXBEN000001",
  AWS_SECRET_ACCESS_KEY: "sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB",
};
const ACCOUNTS = 25;

testNeeding("postgres", "prometheus-client")(
  "a server that is told to end while it scans puts back what it has begun, and the next one goes on with it",
  async () => {
    await using world = await ScanningWorld.create({ accounts: ACCOUNTS - 5 });
    const folder = mkdtempSync(join(tmpdir(), "actas-scan-"));
    try {
      const config = join(folder, "actas-server.json");
      writeFileSync(config, JSON.stringify({ accounts: { organization: {}, atOnce: 4 } }));
      const start = () =>
        runningServer({
          args: ["--config", config, "--role", "worker"],
          variables: {
            ...BEN,
            DATABASE_URL: world.url,
            AWS_ENDPOINT_URL: world.sandbox.url,
            ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "0",
          },
        });
      const held = async () =>
        world.database.query("SELECT holder, attempts FROM job WHERE kind = 'scan-account' AND holder IS NOT NULL");
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        await setFaults(world.sandbox.url, { latencyMs: 300 });
        await using server = await start();
        await until("it reads accounts", async () => (await held()).length > 1);
        server.kill(signal);
        expect(await server.exited).toBe(0);
        expect(await held()).toEqual([]);
        const tried = await world.database.query("SELECT attempts FROM job WHERE kind = 'scan-account'");
        expect(tried.filter(({ attempts }) => attempts !== 0)).toEqual([]);
      }
      await setFaults(world.sandbox.url, {});
      await using last = await start();
      await world.scanned(1);
      const [run] = await world.database.query("SELECT accounts, read, failed FROM scan_run");
      expect(run).toEqual({ accounts: ACCOUNTS, read: ACCOUNTS, failed: 0 });
      const families = await metricsOf(last.url);
      expect(numberIn(families, "actas_account_scan_seconds_count", { outcome: "read" })).toBeGreaterThan(0);
      expect(numberIn(families, "actas_jobs", { kind: "scan", state: "waiting" })).toBe(1);
      expect(numberIn(families, "actas_job_delay_seconds", { kind: "scan" })).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);
