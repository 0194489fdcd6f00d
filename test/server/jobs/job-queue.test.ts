import { expect } from "bun:test";
import { JobQueue, LeaseLost } from "../../../src/server/jobs/job-queue.ts";
import { type JobRun, workOnJobs } from "../../../src/server/jobs/work-on-jobs.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { testNeeding } from "../../support/needs.ts";
import { testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

const testOnPostgres = testNeeding("postgres");
const MINUTE_MS = 60_000;

testOnPostgres("of a kind and key one job waits or runs, and after it another may", async () => {
  await using world = await testDatabase();
  const queue = new JobQueue(world.database, "a");
  const scan = { kind: "scan", key: "all" };
  const added = await Promise.all(Array.from({ length: 20 }, () => queue.add(scan)));
  expect(added.filter((outcome) => outcome === "added")).toHaveLength(1);
  const job = (await queue.take(["scan"], MINUTE_MS))!;
  expect(await queue.add(scan)).toBe("there already");
  await queue.finish(job);
  expect(await queue.add(scan)).toBe("added");
  expect(await queue.add({ kind: "scan", key: "other" })).toBe("added");
});

testOnPostgres("who lost the lease can neither finish, renew nor give back the job", async () => {
  await using world = await testDatabase();
  const [slow, quick] = [new JobQueue(world.database, "slow"), new JobQueue(world.database, "quick")];
  await slow.add({ kind: "scan" });
  const old = (await slow.take(["scan"], MINUTE_MS))!;
  expect(await quick.take(["scan"], MINUTE_MS)).toBeUndefined();
  await endLeases(world.database);
  const taken = (await quick.take(["scan"], MINUTE_MS))!;
  expect(taken).toMatchObject({ id: old.id, fence: old.fence + 1, attempts: 2 });
  const acts = [
    () => slow.finish(old),
    () => slow.renew(old, 1),
    () => slow.giveBack(old, 1),
    () => slow.giveUp(old, "x"),
    () => slow.letGo(old),
  ];
  for (const act of acts) expect(await act().catch((error: unknown) => error)).toBeInstanceOf(LeaseLost);
  await quick.finish(taken);
  expect(await quick.counts()).toEqual([]);
});

testOnPostgres("what a job came to is not kept when its lease was lost meanwhile", async () => {
  await using world = await testDatabase();
  const { database } = world;
  await database.query("CREATE TABLE result (text text)");
  const queue = new JobQueue(database, "a");
  await queue.add({ kind: "scan" });
  const old = (await queue.take(["scan"], MINUTE_MS))!;
  await endLeases(database);
  await queue.take(["scan"], MINUTE_MS);
  const writing = database.transaction(async (queries) => {
    await queries.query("INSERT INTO result VALUES ('stale')");
    await queue.finish(old, queries);
  });
  expect(await writing.catch((error: unknown) => error)).toBeInstanceOf(LeaseLost);
  expect(await database.query("SELECT * FROM result")).toEqual([]);
});

testOnPostgres("a job is added with the transaction that asks for it, or not at all", async () => {
  await using world = await testDatabase();
  const queue = new JobQueue(world.database, "a");
  const failing = world.database.transaction(async (queries) => {
    await queue.add({ kind: "scan" }, queries);
    throw new Error("no");
  });
  await failing.catch(() => {});
  expect(await queue.counts()).toEqual([]);
});

testOnPostgres(
  "a job that fails is tried again later, and given up after its last attempt with the reason",
  async () => {
    await using world = await testDatabase();
    const { database } = world;
    const queue = new JobQueue(database, "a");
    await queue.add({ kind: "scan", key: "all" });
    let tried = 0;
    const handlers = {
      scan: {
        mostAttempts: 2,
        run: () => {
          tried++;
          return Promise.reject(new Error("AWS is away"));
        },
      },
    };
    const stop = new AbortController();
    const working = workOnJobs(queue, { handlers, atOnce: 1, log: () => {}, lookEveryMs: 10 }, stop.signal);
    await until("it was tried", async () => (await queue.counts())[0]?.waiting === 1 && tried === 1);
    const [row] = await database.query<{ later: boolean }>("SELECT due_at > now() AS later FROM job");
    expect(row?.later).toBe(true);
    await endLeases(database);
    await until("it was given up", async () => (await queue.counts())[0]?.failed === 1);
    stop.abort();
    await working;
    expect(tried).toBe(2);
    expect(await database.query("SELECT why FROM job")).toEqual([{ why: "AWS is away" }]);
    expect(await queue.add({ kind: "scan", key: "all" })).toBe("added");
  },
);

testOnPostgres("a replica that stops puts its jobs back at once, and they count as not tried", async () => {
  await using world = await testDatabase();
  const queue = new JobQueue(world.database, "a");
  await queue.add({ kind: "scan" });
  const stop = new AbortController();
  const runs: JobRun[] = [];
  const handlers = {
    scan: {
      run: async (job: JobRun) => {
        runs.push(job);
        await new Promise((_, fail) => job.signal.addEventListener("abort", () => fail(new Error("stopped"))));
      },
    },
  };
  const working = workOnJobs(queue, { handlers, atOnce: 1, log: () => {}, lookEveryMs: 10 }, stop.signal);
  await until("it runs", () => runs.length === 1);
  stop.abort();
  await working;
  expect(await queue.take(["scan"], MINUTE_MS)).toMatchObject({ attempts: 1 });
});

/** As if the replicas had slept. */
async function endLeases(database: Database): Promise<void> {
  await database.query("UPDATE job SET due_at = now() - interval '1 second'");
}
