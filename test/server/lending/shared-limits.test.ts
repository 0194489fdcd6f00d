import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { callsOf } from "../../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { recordsOf, verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import { forgetUnusedLimits, LimitReached } from "../../../src/server/lending/limits/shared-limits.ts";
import { startLender, trustLender } from "../../support/lending/lender-process.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";
import { testNeeding } from "../../support/needs.ts";
import { openTestDatabase } from "../../support/postgres/open-test-database.ts";
import { embeddedTestDatabase, type TestDatabase, testDatabase } from "../../support/test-database.ts";

const testOnPostgres = testNeeding("postgres");

testOnPostgres(
  "of a limit no more is taken by two replicas at once than by one",
  async () => {
    await using world = await testDatabase();
    const other = await openTestDatabase(world.url);
    const trails = [world.database, other].map(
      (database, at) => new KeptAuditTrail({ database, clock: new Clock(), log: () => {}, replica: `${at}` }),
    );
    try {
      const [ana, all] = [
        { name: "person ana", rate: { burst: 10, perMinute: 1 } },
        { name: "all ", rate: { burst: 1_000, perMinute: 1 } },
      ];
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, async (_, at) => {
          const record = { event: "intent", requestId: `${at}` } as const;
          // Some come one by one, so that many transactions of both compete.
          await Bun.sleep(at % 7);
          return trails[at % 2]?.record(record, [ana, all]).catch((error: unknown) => error);
        }),
      );
      expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(10);
      const reached = outcomes.filter((outcome) => outcome instanceof LimitReached);
      expect(reached).toHaveLength(90);
      for (const { seconds, take } of reached) expect([take, seconds > 0 && seconds <= 60]).toEqual([ana, true]);
      expect(await verifyAudit(world.database)).toMatchObject({ records: 10, problems: [] });
      await trails[0]?.record({ event: "refused", requestId: "ben" }, [{ ...ana, name: "person ben" }]);
      const before = await world.database.query("SELECT * FROM loan_limit");
      await forgetUnusedLimits(world.database);
      expect([before.length, await world.database.query("SELECT * FROM loan_limit")]).toEqual([3, before]);
      await world.database.query("UPDATE loan_limit SET full_at = full_at - 3600000 * 24");
      await forgetUnusedLimits(world.database);
      expect(await world.database.query("SELECT * FROM loan_limit")).toEqual([]);
    } finally {
      await other.close();
    }
  },
  60_000,
);

testOnPostgres(
  "what a person and a role may ask holds for two replicas together, and is told by either",
  async () => {
    await using world = await testDatabase();
    const folder = mkdtempSync(join(tmpdir(), "actas-shared-limits-"));
    const sandbox = startSandbox();
    const limits = { person: { burst: 4, perMinute: 1 }, role: { burst: 5, perMinute: 1 } };
    const first = await startLender(world.url, sandbox.url, folder, "0", limits);
    const second = await startLender(world.url, sandbox.url, folder, "0", limits);
    try {
      const replicas = [first.url, second.url];
      await trustLender(sandbox.url, ...replicas);
      const ask = async (at: number, person: string) => {
        const headers = { authorization: `Bearer ${person}` };
        const body = JSON.stringify({ Role: "111122223333/Dev", Reason: `${at}` });
        const answer = await fetch(`${replicas[at % 2]}assume-role`, { method: "POST", headers, body });
        return { status: answer.status, text: await answer.text(), after: Number(answer.headers.get("retry-after")) };
      };
      const ofAna = await Promise.all(Array.from({ length: 12 }, (_, at) => ask(at, PEOPLE.ana)));
      expect(ofAna.filter(({ status }) => status === 200)).toHaveLength(4);
      for (const { after, text } of ofAna.filter(({ status }) => status !== 200)) {
        expect(text).toMatch(/^you have asked too often; try again in \d+ s\n$/);
        expect(after > 0 && after <= 60).toBe(true);
      }
      const ofDot = [await ask(0, PEOPLE.dot), await ask(1, PEOPLE.dot), await ask(0, PEOPLE.dot)];
      expect(ofDot.map(({ status }) => status)).toEqual([200, 429, 429]);
      expect(ofDot[1]?.text).toStartWith("this role was asked for too often");
      expect((await callsOf(sandbox.url)).filter(({ action }) => action.startsWith("Assume"))).toHaveLength(5);
      // Who asks too often leaves no record; a role that is asked for too often does.
      const events = await eventsOf(world);
      expect(events.filter((event) => event === "intent")).toHaveLength(5);
      expect(events.filter((event) => event === "refused")).toHaveLength(2);
      expect(await verifyAudit(world.database)).toMatchObject({ problems: [] });
    } finally {
      for (const { child } of [first, second]) child.kill();
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

test("an embedded database has limits, too", async () => {
  await using world = await embeddedTestDatabase();
  const { database } = world;
  const trail = new KeptAuditTrail({ database, clock: new Clock(), log: () => {}, replica: "one" });
  const ana = { name: "person ana", rate: { burst: 2, perMinute: 1 } };
  const ask = (requestId: string) => trail.record({ event: "intent", requestId }, [ana]);
  await ask("1");
  await ask("2");
  expect(await ask("3").catch((error: unknown) => error)).toBeInstanceOf(LimitReached);
  await trail.record({ event: "issued", requestId: "1" });
  expect(await verifyAudit(database)).toMatchObject({ records: 3, problems: [] });
}, 60_000);

async function eventsOf({ database }: TestDatabase): Promise<readonly string[]> {
  const events: string[] = [];
  for await (const { record } of recordsOf(database)) events.push((JSON.parse(record) as { event: string }).event);
  return events;
}
