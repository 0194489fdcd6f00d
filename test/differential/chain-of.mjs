// Says whose credentials the SDK for JavaScript takes, environment by environment; see chain_of.py.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { defaultProvider } from "@aws-sdk/credential-provider-node";

const folder = mkdtempSync(join(tmpdir(), "differential-"));
/** With this SDK only the container's endpoint is asked without one of the functions below. */
const asked = [];
Socket.prototype.connect = function refuse(...args) {
  asked.push(args);
  process.nextTick(() => this.destroy(new Error("the network is cut off")));
  return this;
};
console.warn = () => {};

const assume = (params) => ({ accessKeyId: params.RoleArn, secretAccessKey: "s" });
const HOW = {
  maxRetries: 0,
  roleAssumer: async (_, params) => assume(params),
  roleAssumerWithWebIdentity: async (params) => assume(params),
};

async function judge({ config, credentials, variables }, index) {
  const home = join(folder, `${index}`);
  mkdirSync(home);
  writeFileSync(join(home, "config"), config);
  writeFileSync(join(home, "credentials"), credentials);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables, {
    HOME: home,
    PATH: "/usr/bin:/bin",
    AWS_CONFIG_FILE: join(home, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
  });
  asked.length = 0;
  try {
    const { accessKeyId } = await defaultProvider(HOW)();
    return { found: accessKeyId, error: null };
  } catch ({ message }) {
    if (/SSO session/.test(message)) return { found: "sso", error: null };
    return asked.length > 0 ? { found: "container", error: null } : { found: null, error: message };
  }
}

let index = 0;
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await judge(JSON.parse(line), index++))}\n`);
}
rmSync(folder, { recursive: true });
