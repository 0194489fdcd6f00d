import { expect } from "bun:test";
import { addTrust, callsOf, changeMember, setFaults } from "../../../src/sandbox/control/control-client.ts";
import { testNeeding } from "../../support/needs.ts";
import { ScanningWorld } from "./scanning-world.ts";

const TEAM_1 = "300000000001";
const TEAM_2 = "300000000002";
const LIMIT_MS = 60_000;
const testPostgres = testNeeding("postgres");

testPostgres(
  "a new server reads all accounts, and keeps policies only of roles that somebody could be lent",
  async () => {
    await using world = await ScanningWorld.create({ accounts: 3, rolesPerAccount: 50 });
    world.replica();
    await world.scanned(1);
    const [run] = await world.database.query("SELECT accounts, read, failed, problem FROM scan_run");
    expect(run).toEqual({ accounts: 8, read: 8, failed: 0, problem: null });
    const roles = await world.database.query<{ kept: boolean; count: number }>(
      "SELECT trust IS NOT NULL AS kept, count(*)::integer AS count FROM role WHERE account_id = $1 GROUP BY 1 ORDER BY 1",
      [TEAM_1],
    );
    expect(roles).toEqual([
      { kept: false, count: 46 },
      { kept: true, count: 5 },
    ]);
    const [account] = await world.database.query("SELECT name, unit, aliases FROM account WHERE id = $1", [TEAM_1]);
    expect(account).toEqual({
      name: "Yoyodyne Team 1",
      unit: "Root/Workloads/Teams 1",
      aliases: ["yoyodyne-team-0001"],
    });
    const [provider] = await world.database.query<{ client_ids: string[] }>(
      "SELECT client_ids FROM oidc_provider WHERE account_id = $1",
      [TEAM_1],
    );
    expect(provider?.client_ids).toEqual(["yoyodyne-aws", "yoyodyne-maws"]);
  },
  LIMIT_MS,
);

testPostgres(
  "the map gets a version only when something has changed, and its history says what",
  async () => {
    await using world = await ScanningWorld.create();
    world.replica();
    await world.scanned(1);
    const first = await world.version();
    await world.itIsTime();
    await world.scanned(2);
    expect(await world.version()).toBe(first);
    const arn = `arn:aws:iam::${TEAM_1}:role/Admin`;
    await addTrust(world.sandbox.url, "roles", { arn, trustPolicy: [], trustDocument: '{"Statement":[]}' });
    await world.itIsTime();
    await world.scanned(3);
    expect(await world.version()).toBe(first + 1);
    const history = await world.database.query<{ change: string; trust: string | null; version: number }>(
      "SELECT change, trust, version FROM role_history WHERE account_id = $1 AND name = 'Admin' ORDER BY version",
      [TEAM_1],
    );
    expect(history.map(({ change, trust }) => [change, trust === null])).toEqual([
      ["added", false],
      ["changed", true],
    ]);
    expect(history[1]?.version).toBe(first + 1);
  },
  LIMIT_MS,
);

testPostgres(
  "an account that cannot be read keeps its roles and their age, with what is wrong and since when",
  async () => {
    await using world = await ScanningWorld.create();
    world.replica();
    await world.scanned(1);
    const rolesOf = () =>
      world.database.query("SELECT name, trust FROM role WHERE account_id = $1 ORDER BY name", [TEAM_1]);
    const scannedAt = () => world.database.query("SELECT scanned_at FROM account WHERE id = $1", [TEAM_1]);
    const [roles, time] = [await rolesOf(), await scannedAt()];
    await setFaults(world.sandbox.url, { accounts: { [TEAM_1]: { deny: true } } });
    await world.itIsTime();
    await world.scanned(2);
    expect(await rolesOf()).toEqual(roles);
    expect(await scannedAt()).toEqual(time);
    const failing = () =>
      world.database.query<{ since: Date | null; problem: string | null }>(
        "SELECT failing_since AS since, problem FROM account_scan WHERE account_id = $1",
        [TEAM_1],
      );
    const [wrong] = await failing();
    expect(wrong?.problem).toContain("STS answered AccessDenied");
    await world.itIsTime();
    await world.scanned(3);
    expect((await failing())[0]?.since).toEqual(wrong?.since ?? null);
    const [run] = await world.database.query("SELECT read, failed FROM scan_run ORDER BY id DESC LIMIT 1");
    expect(run).toEqual({ read: 7, failed: 1 });
    await setFaults(world.sandbox.url, {});
    await world.itIsTime();
    await world.scanned(4);
    expect((await failing())[0]).toEqual({ since: null, problem: null });
  },
  LIMIT_MS,
);

testPostgres(
  "an account that has left is closed and not forgotten, and comes back when it is back",
  async () => {
    await using world = await ScanningWorld.create();
    world.replica();
    await world.scanned(1);
    await changeMember(world.sandbox.url, { accountId: TEAM_2, state: "left" });
    await world.itIsTime();
    await world.scanned(2);
    const closed = async () =>
      (
        await world.database.query<{ closed: boolean }>(
          "SELECT closed_at IS NOT NULL AS closed FROM account WHERE id = $1",
          [TEAM_2],
        )
      )[0]?.closed;
    expect(await closed()).toBe(true);
    const [last] = await world.database.query<{ change: string }>(
      "SELECT change FROM role_history WHERE account_id = $1 AND name = 'Admin' ORDER BY version DESC LIMIT 1",
      [TEAM_2],
    );
    expect(last?.change).toBe("closed");
    await changeMember(world.sandbox.url, { accountId: TEAM_2, state: "active" });
    await world.itIsTime();
    await world.scanned(3);
    expect(await closed()).toBe(false);
  },
  LIMIT_MS,
);

testPostgres(
  "a list that cannot be read, or has suddenly lost most accounts, closes none",
  async () => {
    await using world = await ScanningWorld.create();
    world.replica();
    await world.scanned(1);
    await setFaults(world.sandbox.url, { accounts: { "111122223333": { deny: true } } });
    await world.itIsTime();
    await world.scanned(2);
    await setFaults(world.sandbox.url, {});
    for (const accountId of ["222233334444", "333344445555", "555566667777", TEAM_1, TEAM_2]) {
      await changeMember(world.sandbox.url, { accountId, state: "left" });
    }
    await world.itIsTime();
    await world.scanned(3);
    const runs = await world.database.query<{ problem: string | null }>("SELECT problem FROM scan_run ORDER BY id");
    expect(runs.map(({ problem }) => problem)).toEqual([
      null,
      expect.stringContaining("cannot list the roots of the organization"),
      "5 of 8 accounts are not listed any more, which is not believed: none was closed",
    ]);
    const [row] = await world.database.query(
      "SELECT count(*)::integer AS closed FROM account WHERE closed_at IS NOT NULL",
    );
    expect(row).toEqual({ closed: 0 });
  },
  LIMIT_MS,
);

testPostgres(
  "a scan is begun on demand at most once in five minutes, by the time of the run and not of its changes",
  async () => {
    await using world = await ScanningWorld.create();
    const { runs } = world.replica();
    await world.scanned(1);
    const answers = await Promise.all([runs.request(), runs.request(), runs.request()]);
    expect(answers.map(({ state }) => state)).toEqual(["too soon", "too soon", "too soon"]);
    await world.database.query("UPDATE scan_run SET started_at = now() - interval '301 seconds'");
    await Promise.all(Array.from({ length: 20 }, () => runs.request()));
    await world.scanned(2);
    expect((await runs.request()).state).toBe("too soon");
    const [row] = await world.database.query("SELECT count(*)::integer AS runs FROM scan_run");
    expect(row).toEqual({ runs: 2 });
  },
  LIMIT_MS,
);

testPostgres(
  "one account is read again when somebody asks for it, and not twice within a minute",
  async () => {
    await using world = await ScanningWorld.create();
    const { runs } = world.replica();
    await world.scanned(1);
    const before = (await callsOf(world.sandbox.url)).length;
    await runs.again(TEAM_1);
    await world.database.query("UPDATE account_scan SET tried_at = now() - interval '61 seconds'");
    await Promise.all([runs.again(TEAM_1), runs.again(TEAM_1), runs.again("999999999999")]);
    await world.database.query("SELECT 1");
    const assumed = async () =>
      (await callsOf(world.sandbox.url)).slice(before).filter(({ action }) => action === "AssumeRole");
    while (
      (await assumed()).length === 0 ||
      (await world.database.query("SELECT 1 FROM job WHERE kind = 'scan-account'")).length > 0
    )
      await Bun.sleep(20);
    expect((await assumed()).map(({ roleArn }) => roleArn)).toEqual([`arn:aws:iam::${TEAM_1}:role/actas/actas-audit`]);
  },
  LIMIT_MS,
);
