import { describe, expect, test } from "bun:test";
import { Clock } from "../../../src/base/clock.ts";
import type { HeldMap } from "../../../src/server/roles/held-map.ts";
import { LiveMap } from "../../../src/server/roles/live-map.ts";
import { MapMaker } from "../../../src/server/roles/map-maker.ts";
import { createRolesPart } from "../../../src/server/roles/roles-part.ts";
import { testNeeding } from "../../support/needs.ts";
import { MINT, madeUpAccounts } from "../../support/server/made-up-map.ts";
import {
  ACCOUNT,
  accountRow,
  allowed,
  GROUPS,
  group,
  NOW,
  OTHER_ACCOUNT,
  somebody,
} from "../../support/server/role-world.ts";
import { storeAccounts } from "../../support/server/store-accounts.ts";
import { testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

const MANNER = { ways: [MINT], now: () => NOW, acknowledged: new Set<string>() };
const dev = (account: string) =>
  accountRow(account, { name: `of ${account}`, roles: { Dev: [allowed(group("dev"), account)] }, others: ["Plain"] });
const names = (map: LiveMap, ...groups: readonly string[]) =>
  map.rolesOf(somebody(...groups)).map(({ role }) => `${role.accountId}/${role.name}`);

describe("the map in memory", () => {
  testNeeding("postgres")("is what the database has, with roles whose policies are not kept", async () => {
    await using stored = await testDatabase();
    const wide = accountRow(OTHER_ACCOUNT, {
      aliases: ["wide"],
      roles: { Wide: [allowed({ StringEquals: undefined }, OTHER_ACCOUNT)] },
    });
    const version = await storeAccounts(stored.database, [dev(ACCOUNT), wide]);
    const map = new LiveMap(stored.database, MANNER);
    await map.refresh();
    expect(map.version).toBe(version);
    expect(names(map, "dev")).toEqual([`${ACCOUNT}/Dev`]);
    expect(map.find(`${ACCOUNT}/Plain`)).toMatchObject({ path: "/", maxSessionSeconds: 3600, scannedAt: NOW });
    expect(map.judge(map.find("wide/Wide")!, somebody(), {}).withheld).toEqual(["open-to-provider"]);
  });

  testNeeding("postgres")(
    "follows what changes, and forgets accounts that have left or were never scanned whole",
    async () => {
      await using stored = await testDatabase();
      const { database } = stored;
      await storeAccounts(database, [dev(ACCOUNT), dev(OTHER_ACCOUNT), { ...dev("777788889999"), scannedAt: null }]);
      const map = new LiveMap(database, MANNER);
      await map.refresh();
      expect(names(map, "dev")).toEqual([`${ACCOUNT}/Dev`, `${OTHER_ACCOUNT}/Dev`]);
      await storeAccounts(database, [accountRow(ACCOUNT, { roles: { Ops: [allowed(group("dev"))] } })]);
      await database.query("UPDATE map_version SET version = version + 1");
      await database.query(
        "UPDATE account SET closed_at = now(), version = (SELECT version FROM map_version) WHERE id = $1",
        [OTHER_ACCOUNT],
      );
      await map.refresh();
      expect(names(map, "dev")).toEqual([`${ACCOUNT}/Ops`]);
      expect(map.find(`${OTHER_ACCOUNT}/Dev`)).toBeUndefined();
    },
  );

  testNeeding("postgres")("hears that an account was scanned again and nothing was new", async () => {
    await using stored = await testDatabase();
    await storeAccounts(stored.database, [dev(ACCOUNT)]);
    const map = new LiveMap(stored.database, MANNER);
    await map.refresh();
    const [before] = map.rolesOf(somebody("dev"));
    await stored.database.query("UPDATE account SET scanned_at = to_timestamp($1::double precision / 1000)", [
      NOW + 60_000,
    ]);
    await map.refresh();
    expect(map.find(`${ACCOUNT}/Dev`)?.scannedAt).toBe(NOW + 60_000);
    expect(map.find(`${ACCOUNT}/Plain`)?.scannedAt).toBe(NOW + 60_000);
    expect(before?.role.scannedAt).toBe(NOW + 60_000);
  });

  testNeeding("postgres")(
    "threat 34: stays as it was while the database is away, and follows when it is back",
    async () => {
      await using stored = await testDatabase();
      await storeAccounts(stored.database, [dev(ACCOUNT)]);
      let isAway = false;
      const database = {
        ...stored.database,
        query: <Row extends object>(text: string, values?: readonly unknown[]) => {
          if (isAway) throw new Error("connection refused");
          return stored.database.query<Row>(text, values);
        },
      };
      const logged: string[] = [];
      const part = createRolesPart(
        { clock: new Clock(() => NOW), database, log: (line) => void logged.push(line) },
        { ways: [MINT], acknowledged: new Set() },
        { pollMs: 5 },
      );
      expect(() => part.map.rolesOf(somebody("dev"))).toThrow("the server is starting");
      expect(await part.notReady?.()).toBe("the map of roles is being read");
      const stop = new AbortController();
      const working = part.work?.(stop.signal);
      await until("the map is read", () => part.map.version > 0);
      expect(await part.notReady?.()).toBeUndefined();
      isAway = true;
      await until("the failure is logged", () => logged.length > 0);
      expect(logged[0]).toBe("cannot read the map of roles, and goes on with what it has: connection refused");
      expect(names(part.map, "dev")).toEqual([`${ACCOUNT}/Dev`]);
      await storeAccounts(stored.database, [dev(OTHER_ACCOUNT)]);
      isAway = false;
      await until("the other account is there", () => names(part.map, "dev").length === 2);
      stop.abort();
      await working;
    },
  );

  testNeeding("postgres")("of thousands of accounts is read in pages, each once", async () => {
    await using stored = await testDatabase();
    const rows = [...madeUpAccounts({ accounts: 600, rolesEach: 3, federatedEach: 1, groups: 10 })];
    await storeAccounts(stored.database, rows);
    const map = new LiveMap(stored.database, MANNER);
    await map.refresh();
    for (const { id } of rows) expect(map.find(`${id}/Admin-0`)?.accountId).toBe(id);
    expect(
      map.rolesOf(somebody(...Array.from({ length: 10 }, (_, index) => `team-000${index}`))).length,
    ).toBeGreaterThan(500);
  });
});

test("of accounts that have not changed nothing is compiled again, nor of policies that differ by the account's id", async () => {
  const maker = new MapMaker(MANNER);
  const accounts = Array.from({ length: 50 }, (_, index) => dev(String(100_000_000_000 + index)));
  for (const row of accounts) maker.take(row);
  expect(maker.compiled).toBe(1);
  maker.take(accountRow(ACCOUNT, { roles: { Dev: [allowed(group("dev"))], Ops: [allowed(group("ops"))] } }));
  expect(maker.compiled).toBe(2);
  const map = await maker.map(1, async () => {});
  expect(map.rolesOf(somebody("dev"))).toHaveLength(51);
});

test("a policy that names its account elsewhere than in principals is compiled for it alone", async () => {
  const maker = new MapMaker(MANNER);
  const own = (account: string) => {
    const statement = {
      ...allowed(group("dev"), account),
      Condition: { "ForAnyValue:StringEquals": { "roles.corp.example/issuer:amr": `dev-${account}` } },
    };
    return accountRow(account, { roles: { Dev: [statement] } });
  };
  maker.take(own(ACCOUNT));
  maker.take(own(OTHER_ACCOUNT));
  const map = await maker.map(1, async () => {});
  expect(map.rolesOf(somebody(`dev-${ACCOUNT}`)).map(({ role }) => role.accountId)).toEqual([ACCOUNT]);
  expect(map.rolesOf(somebody("dev-000000000000"))).toEqual([]);
});

test("a policy cannot pass for another account's by the number that stands for all of them", async () => {
  const maker = new MapMaker(MANNER);
  maker.take(accountRow(ACCOUNT, { roles: { Dev: [allowed(group("dev"), "000000000000")] } }));
  maker.take(dev(OTHER_ACCOUNT));
  const map = await maker.map(1, async () => {});
  expect(map.rolesOf(somebody("dev")).map(({ role }) => role.accountId)).toEqual([OTHER_ACCOUNT]);
});

test("a policy that denies with the account's number escaped denies", async () => {
  const statements = [allowed(group("dev")), { ...allowed(group("dev")), Effect: "Deny" }];
  const denying = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const last = denying.lastIndexOf(ACCOUNT) + ACCOUNT.length - 1;
  const escaped = `${denying.slice(0, last)}\\u003${denying[last]}${denying.slice(last + 1)}`;
  expect(JSON.parse(escaped)).toEqual(JSON.parse(denying));
  const maker = new MapMaker(MANNER);
  maker.take(accountRow(ACCOUNT, { roles: { Denied: escaped, Dev: [allowed(group("dev"))] } }));
  const map = await maker.map(1, async () => {});
  expect(map.rolesOf(somebody("dev")).map(({ role }) => role.name)).toEqual(["Dev"]);
});

test("groups of people who have asked are judged in a new version before they ask again, by its policies", async () => {
  const like = (pattern: string) => [allowed({ "ForAnyValue:StringLike": { [GROUPS]: pattern } })];
  const maker = new MapMaker({ ways: [MINT], now: () => NOW, acknowledged: new Set() });
  maker.take(accountRow(ACCOUNT, { roles: { Dev: like("dev*"), Ops: like("ops*") } }));
  const first = await maker.map(1, async () => {});
  const found = (map: HeldMap, ...groups: string[]) => map.rolesOf(somebody(...groups)).map(({ role }) => role.name);
  expect(found(first, "devs")).toEqual(["Dev"]);
  maker.take(accountRow(ACCOUNT, { roles: { Dev: like("no*"), Ops: like("ops*"), New: like("d*s") } }));
  const second = await maker.map(2, async () => {}, first);
  const { tried } = second;
  expect(found(second, "devs")).toEqual(["New"]);
  expect(second.tried).toBe(tried);
  expect(found(second, "ops-1")).toEqual(["Ops"]);
  expect(second.tried).toBeGreaterThan(tried);
});
