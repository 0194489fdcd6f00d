import { afterAll, expect, test } from "bun:test";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { callsOf } from "../../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import { listedBySettings, ORGANIZATION_ACTIONS } from "../../../src/server/scanning/listed-by-settings.ts";

const sandbox = startSandbox({ settings: { accounts: 2 } });
afterAll(() => sandbox.stop());

const BEN = {
  accessKeyId: "AKIASANDBOXBEN000001",
  secretAccessKey: new Secret("sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB"),
};
const caller = { clock: new Clock(), credentials: async () => BEN, environment: { AWS_ENDPOINT_URL: sandbox.url } };
const audit = (id: string) => `arn:aws:iam::${id}:role/actas/actas-audit`;
const TEAM_1 = "300000000001";
const TEAM_2 = "300000000002";

test("accounts are those of an organization, with their names and places, and the audit role that is named", async () => {
  const found = await listedBySettings({ organization: { auditRole: "security/reader" } }, caller);
  expect(found.find(({ id }) => id === TEAM_1)).toEqual({
    id: TEAM_1,
    auditRoleArn: `arn:aws:iam::${TEAM_1}:role/security/reader`,
    name: "Yoyodyne Team 1",
    unit: expect.stringContaining("/"),
  });
  expect(found.map(({ id }) => id)).toContain(TEAM_2);
});

test("a role that lists the organization is assumed for that, and for nothing else", async () => {
  const before = (await callsOf(sandbox.url)).length;
  const roleArn = "arn:aws:iam::111122223333:role/ReadOnly";
  const found = await listedBySettings({ organization: { roleArn } }, caller);
  expect(found.length).toBeGreaterThan(1);
  const calls = (await callsOf(sandbox.url)).slice(before);
  const [assumed, ...asked] = calls;
  expect(assumed).toMatchObject({ action: "AssumeRole", roleArn });
  const { Statement } = JSON.parse(assumed?.session?.policy ?? "{}") as { Statement: object };
  expect(Statement).toEqual({ Effect: "Allow", Action: ORGANIZATION_ACTIONS, Resource: "*" });
  // They are all that is asked, so what the templates allow is enough.
  expect([...new Set(asked.map(({ action, service }) => `${service}:${action}`))].sort()).toEqual([
    ...ORGANIZATION_ACTIONS,
  ]);
  expect(asked.every(({ outcome, signedBy }) => outcome === "ok" && signedBy?.includes("assumed-role/ReadOnly"))).toBe(
    true,
  );
});

test("accounts are those of Mozilla's table, or those that are listed, each once", async () => {
  const table = await listedBySettings({ table: {} }, caller);
  expect(table.find(({ id }) => id === TEAM_1)).toEqual({ id: TEAM_1, auditRoleArn: audit(TEAM_1) });
  await expect(listedBySettings({ table: { name: "elsewhere" } }, caller)).rejects.toThrow("read table elsewhere");
  const list = [{ auditRoleArn: audit(TEAM_2), name: "Two", unit: "Root/Prod" }, { auditRoleArn: audit(TEAM_2) }];
  expect(await listedBySettings({ list }, caller)).toEqual([
    { id: TEAM_2, auditRoleArn: audit(TEAM_2), name: "Two", unit: "Root/Prod" },
  ]);
});
