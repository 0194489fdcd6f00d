import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { approve, callsOf, changeSettings } from "../../src/sandbox/control/control-client.ts";
import { createSandboxHome, type SandboxHome } from "../../src/sandbox/home/home.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { writeEndpointRules } from "../support/endpoint-rules.ts";
import { until } from "../support/until.ts";

const AWS = "/usr/bin/aws";
/** A cold AWS CLI on a busy machine takes seconds. */
const SLOW_MS = 60_000;
const withCli = test.skipIf(!existsSync(AWS));
const reason = existsSync(AWS) ? "" : ` (skipped: there is no ${AWS})`;

let sandbox: Sandbox;
let home: SandboxHome;
beforeAll(async () => {
  sandbox = startSandbox();
  home = createSandboxHome(sandbox, process.env);
  await writeEndpointRules(join(home.path, "data"), sandbox.url);
});
beforeEach(async () => {
  await run(["sso", "logout"]);
});
afterAll(async () => {
  home.delete();
  await sandbox.stop();
});

withCli(
  `the AWS CLI signs in, is who the permission set says, and signs out${reason}`,
  async () => {
    expect(await signIn(["--sso-session", "corp"])).toContain("Successfully logged into Start URL");
    const { Arn } = JSON.parse((await run(["sts", "get-caller-identity", "--profile", "sso-dev"])).stdout);
    expect(Arn).toMatch(
      /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Developer_[0-9a-f]{16}\/ana@example\.com$/,
    );
    expect((await run(["sso", "logout"])).stderr).toBe("");
    expect((await run(["sts", "get-caller-identity", "--profile", "sso-dev"])).stderr).toContain("Token");
  },
  SLOW_MS,
);

withCli(
  `the AWS CLI signs in by a profile of the older form, and lists accounts and roles page by page${reason}`,
  async () => {
    await changeSettings(sandbox.url, { accounts: 50 });
    await signIn(["--profile", "sso-legacy"]);
    const token = ["--access-token", await accessToken()];
    const accounts = await run(["sso", "list-accounts", ...token, "--query", "length(accountList)"]);
    expect(accounts.stdout.trim()).toBe("50");
    const roles = await run(["sso", "list-account-roles", ...token, "--account-id", "200000000050"]);
    expect(JSON.parse(roles.stdout).roleList).toHaveLength(5);
    await changeSettings(sandbox.url, { accounts: 0 });
  },
  SLOW_MS,
);

withCli(
  `the AWS CLI renews its token, and understands that there is no access${reason}`,
  async () => {
    // It renews what has less than fifteen minutes left.
    await changeSettings(sandbox.url, { accessTokenSeconds: 600 });
    await signIn(["--sso-session", "corp"], "ben");
    await changeSettings(sandbox.url, { accessTokenSeconds: 3600 });
    const denied = await run(["sts", "get-caller-identity", "--profile", "sso-dev"]);
    expect(denied.stderr).toContain("(ForbiddenException) when calling the GetRoleCredentials operation: No access");
    const renewals = (await callsOf(sandbox.url)).filter(({ grantType }) => grantType === "refresh_token");
    expect(renewals.map(({ outcome }) => outcome)).toEqual(["ok"]);
  },
  SLOW_MS,
);

/** Runs `aws sso login` to its end, with a person at the page; returns its output. */
async function signIn(options: readonly string[], person = "ana"): Promise<string> {
  const before = await pages();
  const login = run(["sso", "login", "--no-browser", ...options]);
  await until("the AWS CLI shows its page", async () => (await pages()) > before);
  await approve(sandbox.url, { person });
  const { stdout, stderr } = await login;
  expect(stderr).toBe("");
  return stdout;
}

async function pages(): Promise<number> {
  return (await callsOf(sandbox.url)).filter(({ action }) => action === "StartDeviceAuthorization").length;
}

async function accessToken(): Promise<string> {
  const folder = join(home.path, ".aws/sso/cache");
  const files = await Array.fromAsync(new Bun.Glob("*.json").scan(folder), (name) =>
    Bun.file(join(folder, name)).json(),
  );
  return files.find((file) => "accessToken" in file).accessToken;
}

async function run(command: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...home.environment, AWS_DATA_PATH: join(home.path, "data"), AWS_REGION: "eu-west-1" };
  const child = Bun.spawn([AWS, ...command], { env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { stdout, stderr };
}
