import { expect } from "bun:test";
import { RoleHistory } from "../../../src/server/roles/history/role-history.ts";
import { toldAt, toldHistory } from "../../../src/server/roles/history/told-history.ts";
import { testNeeding } from "../../support/needs.ts";
import { MINT } from "../../support/server/made-up-map.ts";
import { foundAt } from "../../support/server/role-past.ts";
import { ACCOUNT, allowed, group } from "../../support/server/role-world.ts";
import { testDatabase } from "../../support/test-database.ts";

const VERSIONS = 3_000;

testNeeding("postgres")(
  "of policies that change with each scan only so many are judged, and it is said that it may have been so earlier",
  async () => {
    await using world = await testDatabase();
    await foundAt(world.database, "2026-05-01T10:00:00Z", { roles: { Deploy: [allowed(group("dev"))] } });
    await world.database.query(
      `INSERT INTO role_history (account_id, name, version, change, changed_at, path, role_id, trust_sha256, trust)
       SELECT account_id, name, number, 'changed', changed_at + number * interval '1 hour', path, role_id, number::text,
              replace(trust, '{"Effect"', '{"Sid":"S' || number || '","Effect"')
       FROM role_history, generate_series(2, $1) AS number`,
      [VERSIONS],
    );
    const judging = { ways: [MINT], acknowledged: new Set<string>() };
    const history = await RoleHistory.read(world.database, ACCOUNT, "Deploy", judging, "all");
    const last = history?.versionAt(VERSIONS);
    if (!history || !last) throw new Error("there is no history");
    expect(history.versions).toHaveLength(VERSIONS);
    let judged = 0;
    history.since(last, () => String(judged++ < 0));
    expect(judged).toBeLessThan(250);
    expect(toldAt(history, last, { at: last.at, person: undefined })).toMatchObject({
      who: "dev",
      isSinceKnown: false,
    });
    expect(toldHistory(history, undefined, 50).map(({ version }) => version.version)).toEqual(
      Array.from({ length: 50 }, (_, index) => VERSIONS - 49 + index),
    );
    const early = history.versionAt(100);
    if (!early) throw new Error("there is no such version");
    expect(toldAt(history, early, { at: early.at, person: undefined })).toMatchObject({
      isSinceKnown: true,
      since: { version: 1 },
    });
  },
  60_000,
);

testNeeding("postgres")(
  "a page reads the end of a long history only, and says where there is more than it has read",
  async () => {
    await using world = await testDatabase();
    const { database } = world;
    await foundAt(database, "2026-05-01T10:00:00Z", {
      roles: { Deploy: [allowed(group("dev"))], Quiet: [allowed(group("ops"))] },
    });
    await database.query(
      `INSERT INTO role_history (account_id, name, version, change, changed_at, path, role_id, trust_sha256, trust)
       SELECT account_id, name, number, 'changed', changed_at + number * interval '1 hour', path, role_id, number::text,
              replace(trust, '{"Effect"', '{"Sid":"S' || number || '","Effect"')
       FROM role_history, generate_series(2, $1) AS number WHERE name = 'Deploy'`,
      [VERSIONS],
    );
    const judging = { ways: [MINT], acknowledged: new Set<string>() };
    const read = async (name: string, until?: Date | number) => {
      const history = await RoleHistory.read(database, ACCOUNT, name, judging, until === undefined ? {} : { until });
      const last = history?.versions.at(-1);
      if (!history || !last) throw new Error("there is no history");
      return { history, last, told: toldAt(history, last, { at: last.at, person: undefined }) };
    };
    const now = await read("Deploy");
    expect(now.history.versions.length).toBeLessThan(250);
    expect([now.last.version, now.told.who, now.told.isSinceKnown]).toEqual([VERSIONS, "dev", false]);
    const [oldest] = now.history.versions;
    expect(oldest && now.history.changesOf(oldest)).toEqual([expect.stringContaining("actas server roles history")]);

    // A time, and a version; what came after it is not read.
    const then = await read("Deploy", 100);
    expect([then.last.version, then.told.isSinceKnown, then.told.since.version]).toEqual([100, true, 1]);
    const at = await read("Deploy", new Date(Date.parse("2026-05-01T10:00:00Z") + 100 * 3600_000));
    expect(at.last.version).toBe(100);
    const before = await RoleHistory.read(database, ACCOUNT, "Deploy", judging, { until: new Date(-8.64e15) });
    expect(before).toBeUndefined();

    // Of an account whose providers come and go, a role that has never changed.
    await database.query(
      `INSERT INTO provider_history (account_id, url, version, changed_at, client_ids)
       SELECT $1, 'other.example/' || number, number, now(), CASE WHEN number % 2 = 0 THEN '{x}'::text[] END
       FROM generate_series(2, $2) AS number`,
      [ACCOUNT, VERSIONS],
    );
    const quiet = await read("Quiet");
    expect([quiet.told.who, quiet.told.isSinceKnown]).toEqual(["ops", false]);
    expect((await read("Quiet", 50)).told).toMatchObject({ who: "ops", isSinceKnown: true, since: { version: 1 } });
  },
  60_000,
);
