import { expect, test } from "bun:test";
import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { accessTo } from "../../src/role-map/accounts/access-to.ts";
import { accountsOfOrganization } from "../../src/role-map/accounts/accounts-of-organization.ts";
import { createScanTools } from "../../src/role-map/scan/create-scan-tools.ts";
import { scanAccounts } from "../../src/role-map/scan/scan-accounts.ts";
import { setFaults } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { CallsUnderWay } from "../support/calls-under-way.ts";

test("many accounts are read at once, and never two calls are under way in one (Z-55)", async () => {
  const sandbox = startSandbox({ settings: { accounts: 15, rolesPerAccount: 400 } });
  await setFaults(sandbox.url, { latencyMs: 5 });
  using calls = new CallsUnderWay();
  const keys = {
    accessKeyId: "AKIASANDBOXBEN000001",
    secretAccessKey: new Secret("sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB"),
  };
  const caller = { clock: new Clock(), credentials: async () => keys, environment: { AWS_ENDPOINT_URL: sandbox.url } };
  const accounts = await accountsOfOrganization(accessTo("organizations", caller), undefined);
  const tools = await createScanTools(caller, new AbortController().signal);
  let read = 0;
  await scanAccounts(accounts, tools, 10, (outcome) => {
    if ("scanned" in outcome) read++;
  });
  await sandbox.stop();
  expect(read).toBe(20);
  expect([...calls.most.keys()].toSorted()).toEqual(accounts.map(({ id }) => id).toSorted());
  expect([...new Set(calls.most.values())]).toEqual([1]);
  expect(calls.mostInAll).toBeGreaterThan(3);
}, 30_000);
