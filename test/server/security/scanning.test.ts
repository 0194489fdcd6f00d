import { expect } from "bun:test";
import { addTrust, callsOf, setFaults } from "../../../src/sandbox/control/control-client.ts";
import { testNeeding } from "../../support/needs.ts";
import { ScanningWorld } from "../scanning/scanning-world.ts";

const TEAM_1 = "300000000001";
const TEAM_2 = "300000000002";
const LIMIT_MS = 60_000;
const testPostgres = testNeeding("postgres");

testPostgres(
  "whatever an account's owner writes as trust policies, the account and all others are read",
  async () => {
    await using world = await ScanningWorld.create();
    const documents = [
      "no JSON %",
      "[".repeat(2_000),
      `{"Statement":${'{"a":'.repeat(500)}1${"}".repeat(500)}}`,
      `{"__proto__":{"Statement":[]},"Statement":{"Effect":"Allow","Principal":"*","Action":"*"}}`,
      `{"Statement":[{"Effect":"Allow","Principal":{"Federated":"${"*?".repeat(2_000)}"},"Action":"*"}]}`,
      "\u0000\u001b[31m<script>",
      "",
    ];
    for (const [index, trustDocument] of documents.entries()) {
      const arn = `arn:aws:iam::${TEAM_1}:role/Hostile${index}`;
      await addTrust(world.sandbox.url, "roles", { arn, trustPolicy: [], trustDocument });
    }
    world.replica();
    await world.scanned(1);
    const [run] = await world.database.query("SELECT read, failed FROM scan_run");
    expect(run).toEqual({ read: 8, failed: 0 });
    const rows = await world.database.query<{ name: string; findings: string[] }>(
      "SELECT name, findings FROM role WHERE account_id = $1 AND name LIKE 'Hostile%' ORDER BY name",
      [TEAM_1],
    );
    expect(rows).toHaveLength(documents.length);
    // Of those that could mean somebody it is said what is wrong with them.
    expect(rows.filter(({ findings }) => findings.length > 0).map(({ name }) => name)).toEqual([
      "Hostile3",
      "Hostile4",
    ]);
  },
  LIMIT_MS,
);

testPostgres(
  "a scan does in an account what its session policy allows, and no more, whatever its role may do",
  async () => {
    await using world = await ScanningWorld.create();
    world.replica({ externalId: "of-the-audit-roles" });
    await world.scanned(1);
    const calls = await callsOf(world.sandbox.url);
    const sessions = calls.filter(({ action }) => action === "AssumeRole").map(({ session }) => session);
    expect(sessions).toHaveLength(8);
    for (const session of sessions) {
      expect(session).toMatchObject({ name: "actas-role-map", externalId: "of-the-audit-roles" });
      expect(JSON.parse(session?.policy ?? "").Statement).toEqual({
        Effect: "Allow",
        Action: [
          "iam:GetOpenIDConnectProvider",
          "iam:ListAccountAliases",
          "iam:ListOpenIDConnectProviders",
          "iam:ListRoles",
        ],
        Resource: "*",
      });
    }
    expect(calls.every(({ outcome }) => outcome === "ok")).toBe(true);
  },
  LIMIT_MS,
);

testPostgres(
  "scans that all fail leave the map as it was, and no role of it is gone",
  async () => {
    await using world = await ScanningWorld.create();
    world.replica();
    await world.scanned(1);
    const roles = () => world.database.query("SELECT account_id, name, trust_sha256 FROM role ORDER BY 1, 2");
    const [before, version] = [await roles(), await world.version()];
    await setFaults(world.sandbox.url, {
      action: "AssumeRole",
      instead: "always",
      answer: { status: 403, body: "no" },
    });
    await world.itIsTime();
    await world.scanned(2);
    expect([await roles(), await world.version()]).toEqual([before, version]);
    const [failing] = await world.database.query(
      "SELECT count(*)::integer AS failing FROM account_scan WHERE failing_since IS NOT NULL",
    );
    expect(failing).toEqual({ failing: 8 });
  },
  LIMIT_MS,
);

testPostgres(
  "an answer that speaks of another account's roles is not believed",
  async () => {
    await using world = await ScanningWorld.create();
    const xml = (arn: string) =>
      `<ListRolesResponse><ListRolesResult><Roles><member><Path>/</Path><RoleName>Fake</RoleName><RoleId>AROAFAKE</RoleId><Arn>${arn}</Arn><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></member></Roles><IsTruncated>false</IsTruncated></ListRolesResult></ListRolesResponse>`;
    const body = xml(`arn:aws:iam::${TEAM_2}:role/Fake`);
    await setFaults(world.sandbox.url, { action: "ListRoles", instead: "always", answer: { status: 200, body } });
    world.replica();
    await world.scanned(1);
    const rows = await world.database.query("SELECT account_id FROM role WHERE name = 'Fake'");
    expect(rows).toEqual([{ account_id: TEAM_2 }]);
  },
  LIMIT_MS,
);
