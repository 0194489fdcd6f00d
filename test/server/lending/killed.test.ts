import { expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callsOf, setFaults } from "../../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import type { AuditRecord } from "../../../src/server/audit/audit-record.ts";
import { recordsOf, verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import { lendDev, startLender, trustLender } from "../../support/lending/lender-process.ts";
import { testNeeding } from "../../support/needs.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

testNeeding("postgres")(
  "a replica that is killed while it lends leaves an intent without an end, and nobody with keys that no record tells of",
  async () => {
    await using world = await testDatabase();
    const folder = mkdtempSync(join(tmpdir(), "actas-killed-"));
    const sandbox = startSandbox();
    const first = await startLender(world.url, sandbox.url, folder);
    try {
      await trustLender(sandbox.url, first.url);
      expect((await lendDev(first.url)).status).toBe(200);
      await setFaults(sandbox.url, { latencyMs: 30_000 });
      const lost = lendDev(first.url).catch(() => "gone" as const);
      await until("the intent is kept", async () => (await trail(world)).length === 3);
      first.child.kill("SIGKILL");
      expect(await lost).toBe("gone");
      await setFaults(sandbox.url, {});
      const second = await startLender(world.url, sandbox.url, folder, new URL(first.url).port);
      expect((await lendDev(second.url)).status).toBe(200);
      second.child.kill();

      const records = await trail(world);
      const endOf = (id: string) =>
        records.find(({ event, requestId }) => requestId === id && event !== "intent")?.event;
      const intents = records.filter(({ event }) => event === "intent");
      expect(intents.map(({ requestId }) => endOf(requestId))).toEqual(["issued", undefined, "issued"]);
      expect(await verifyAudit(world.database)).toMatchObject({ records: 5, problems: [] });
      const lent = (await callsOf(sandbox.url)).filter(
        ({ action, outcome }) => action.startsWith("Assume") && outcome === "ok",
      );
      expect(lent.length).toBeLessThanOrEqual(3);
    } finally {
      first.child.kill();
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

async function trail({ database }: TestDatabase): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for await (const { record } of recordsOf(database)) records.push(JSON.parse(String(record)) as AuditRecord);
  return records;
}
