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
    const history = await RoleHistory.read(world.database, ACCOUNT, "Deploy", judging);
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
