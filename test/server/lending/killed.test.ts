import { expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addTrust, callsOf, setFaults } from "../../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import type { AuditRecord } from "../../../src/server/audit/audit-record.ts";
import { recordsOf, verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";
import { testNeeding } from "../../support/needs.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

const PROGRAM = join(import.meta.dir, "programs/lender.ts");

testNeeding("postgres")(
  "a replica that is killed while it lends leaves an intent without an end, and nobody with keys that no record tells of",
  async () => {
    await using world = await testDatabase();
    const folder = mkdtempSync(join(tmpdir(), "actas-killed-"));
    const sandbox = startSandbox();
    const first = await start(world, sandbox.url, folder);
    try {
      await trust(sandbox.url, first.url);
      expect((await lend(first.url)).status).toBe(200);
      await setFaults(sandbox.url, { latencyMs: 30_000 });
      const lost = lend(first.url).catch(() => "gone" as const);
      await until("the intent is kept", async () => (await trail(world)).length === 3);
      first.child.kill("SIGKILL");
      expect(await lost).toBe("gone");
      await setFaults(sandbox.url, {});
      const second = await start(world, sandbox.url, folder, new URL(first.url).port);
      expect((await lend(second.url)).status).toBe(200);
      second.child.kill();

      const records = await trail(world);
      const endOf = (id: string) =>
        records.find(({ event, requestId }) => requestId === id && event !== "intent")?.event;
      const intents = records.filter(({ event }) => event === "intent");
      expect(intents.map(({ requestId }) => endOf(requestId))).toEqual(["issued", undefined, "issued"]);
      expect(await verifyAudit(world.database)).toMatchObject({ records: 5, problems: [] });
      const lent = (await callsOf(sandbox.url)).filter(
        ({ action, outcome }) => action.startsWith("Assume") && outcome === "ok",
      );
      expect(lent.length).toBeLessThanOrEqual(3);
    } finally {
      first.child.kill();
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

async function start({ url }: TestDatabase, sts: string, folder: string, port = "0") {
  const child = Bun.spawn([process.execPath, PROGRAM, port, sts, join(folder, "keys.json")], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { value } = await child.stdout.getReader().read();
  return { child, url: new TextDecoder().decode(value).trim() };
}

async function trust(sandboxUrl: string, url: string): Promise<void> {
  const issuer = `${url}issuer`;
  const accountId = "111122223333";
  await addTrust(sandboxUrl, "identity-providers", { accountId, url: issuer, clientIds: ["sts.amazonaws.com"] });
  await addTrust(sandboxUrl, "roles", {
    arn: `arn:aws:iam::${accountId}:role/Dev`,
    trustPolicy: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer.replace("http://", "")}` },
        Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
        Condition: {},
      },
    ],
  });
}

function lend(url: string): Promise<Response> {
  const headers = { authorization: `Bearer ${PEOPLE.ana}` };
  const body = JSON.stringify({ Role: "111122223333/Dev" });
  return fetch(`${url}assume-role`, { method: "POST", headers, body });
}

async function trail({ database }: TestDatabase): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for await (const { record } of recordsOf(database)) records.push(JSON.parse(String(record)) as AuditRecord);
  return records;
}
