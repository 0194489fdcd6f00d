import { expect } from "bun:test";
import { join } from "node:path";
import { JobQueue } from "../../../src/server/jobs/job-queue.ts";
import { testNeeding } from "../../support/needs.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

const WORKER = join(import.meta.dir, "programs/worker.ts");
const JOBS = 2_000;
const testOnPostgres = testNeeding("postgres");

testOnPostgres(
  "four replicas do 2,000 jobs once each, though one of them is killed in the middle of a job",
  async () => {
    await using world = await testDatabase();
    const { database } = world;
    await database.query("CREATE TABLE done (number int, replica text)");
    await database.query("CREATE TABLE hanging (replica text, attempts int)");
    const queue = new JobQueue(database, "test");
    await queue.add({ kind: "hang" });
    const replicas = new Map(["a", "b", "c", "d"].map((name) => [name, start(world, name)]));
    try {
      const [hanging] = await until("a replica has the job that hangs", async () => {
        const rows = await database.query<{ replica: string }>("SELECT replica FROM hanging");
        return rows.length > 0 ? rows : undefined;
      });
      await database.query(
        "INSERT INTO job (kind, payload) SELECT 'count', jsonb_build_object('number', n) FROM generate_series(1, $1::int) AS n",
        [JOBS],
      );
      await until("some are done", async () => (await doneCount(world)) > 50, 60_000);
      replicas.get(hanging?.replica ?? "")?.kill("SIGKILL");
      await until("no job is left", async () => (await queue.counts()).length === 0, 60_000);
      const [counts] = await database.query("SELECT count(*) AS rows, count(DISTINCT number) AS numbers FROM done");
      expect(counts).toEqual({ rows: JOBS, numbers: JOBS });
      const attempts = await database.query<{ replica: string; attempts: number }>(
        "SELECT * FROM hanging ORDER BY attempts",
      );
      expect(attempts.map((row) => row.attempts)).toEqual([1, 2]);
      expect(attempts[1]?.replica).not.toBe(attempts[0]?.replica ?? "");
    } finally {
      for (const replica of replicas.values()) replica.kill("SIGKILL");
    }
  },
  150_000,
);

function start({ url }: TestDatabase, name: string): Bun.Subprocess {
  return Bun.spawn([process.execPath, WORKER, name], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function doneCount({ database }: TestDatabase): Promise<number> {
  const [row] = await database.query<{ rows: number }>("SELECT count(*) AS rows FROM done");
  return row?.rows ?? 0;
}
