import { expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import { JobQueue } from "../../../src/server/jobs/job-queue.ts";
import { ALL_MIGRATIONS } from "../../../src/server/store/all-migrations.ts";
import { migrate } from "../../../src/server/store/migrate.ts";
import { pathOf, testNeeding } from "../../support/needs.ts";
import { emptyTestDatabase, testDatabase } from "../../support/test-database.ts";

const testOnPostgres = testNeeding("postgres");

testOnPostgres(
  "a backup by pg_dump is restored by pg_restore, as the guide says, and everything goes on from there",
  async () => {
    await using lost = await testDatabase();
    await using restored = await emptyTestDatabase();
    const folder = mkdtempSync(join(tmpdir(), "actas-backup-"));
    try {
      await trailOf(lost.database).record({ event: "issued", requestId: "1", subject: "ana" });
      await new JobQueue(lost.database, "a").add({ kind: "scan", key: "all" });
      const dump = join(folder, "actas.dump");
      await run("pg_dump", ["--format=custom", `--file=${dump}`, lost.url]);
      await run("pg_restore", ["--no-owner", "--exit-on-error", `--dbname=${restored.url}`, dump]);

      await migrate(restored.store, ALL_MIGRATIONS, (line) => expect(line).toBe("nothing to migrate"));
      const { database } = restored;
      expect(await verifyAudit(database)).toMatchObject({ records: 1, problems: [] });
      expect(await new JobQueue(database, "b").take(["scan"], 1_000)).toMatchObject({ key: "all" });
      await trailOf(database).record({ event: "issued", requestId: "2", subject: "ben" });
      expect(await verifyAudit(database)).toMatchObject({ records: 2, problems: [] });
      const change = await database.query("DELETE FROM audit").catch((error: unknown) => error);
      expect(String(change)).toContain("never changed or removed");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

function trailOf(database: Parameters<typeof verifyAudit>[0]): KeptAuditTrail {
  return new KeptAuditTrail({ database, clock: new Clock(), log: () => {}, replica: "a" });
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const path = join(dirname(pathOf("postgres") ?? ""), program);
  const child = Bun.spawn([path, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  const errors = await new Response(child.stderr).text();
  expect({ status: await child.exited, errors }).toEqual({ status: 0, errors: "" });
}
