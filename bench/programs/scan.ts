/* Scans the organization at an address, so many accounts at once; prints what it took. */
import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { accessTo } from "../../src/role-map/accounts/access-to.ts";
import { accountsOfOrganization } from "../../src/role-map/accounts/accounts-of-organization.ts";
import { createScanTools } from "../../src/role-map/scan/create-scan-tools.ts";
import { scanAccounts } from "../../src/role-map/scan/scan-accounts.ts";

const [url = "", atOnce = "50"] = process.argv.slice(2);
const keys = {
  accessKeyId: "AKIASANDBOXBEN000001",
  secretAccessKey: new Secret("sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB"),
};
const caller = { clock: new Clock(), credentials: async () => keys, environment: { AWS_ENDPOINT_URL: url } };
const start = performance.now();
const accounts = await accountsOfOrganization(accessTo("organizations", caller));
const listed = performance.now();
const tools = await createScanTools(caller, new AbortController().signal);
const before = process.cpuUsage();
let roles = 0;
await scanAccounts(accounts, tools, Number(atOnce), (outcome) => {
  if (!("scanned" in outcome)) throw new Error(outcome.unscanned.reason);
  roles += outcome.scanned.roles.length;
});
const { system, user } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    accounts: accounts.length,
    roles,
    listMs: listed - start,
    scanMs: performance.now() - listed,
    cpuMs: (system + user) / 1000,
    memory: process.memoryUsage().rss,
  }),
);
process.exit(0);
