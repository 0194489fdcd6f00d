/* An organization of so many accounts of 200 roles, whose AWS takes so long for each answer; prints its address. */
import { setFaults } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";

const [accounts = "1", latencyMs = "0"] = process.argv.slice(2);
const sandbox = startSandbox({ settings: { accounts: Number(accounts), rolesPerAccount: 200 } });
await setFaults(sandbox.url, { latencyMs: Number(latencyMs) });
console.log(sandbox.url);
