import { afterAll, beforeAll, expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../src/base/clock.ts";
import type { RoleEntry } from "../../src/base/role-entry.ts";
import { approve, callsOf, changeSettings, visit } from "../../src/sandbox/control/control-client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import type { IdentityCenterDefinition } from "../../src/source-files/kinds/identity-center.ts";
import { identityCenterMethods } from "../../src/sources/identity-center/identity-center-methods.ts";
import { SignIns } from "../../src/sources/sign-ins.ts";
import { conversationWith } from "../support/conversation-with.ts";
import { pathOf, testWith } from "../support/needs.ts";

/** Versions before 2.13 know no AWS_ENDPOINT_URL; this has all their calls go there. */
const EVERY_CALL_TO_THE_ENDPOINT = `
import os
from awscli.clidriver import botocore
Session = botocore.session.Session
create_client = Session.create_client
def at_the_endpoint(self, *parameters, **named):
    return create_client(self, *parameters, **{**named, "endpoint_url": os.environ["AWS_ENDPOINT_URL"]})
Session.create_client = at_the_endpoint
`;

let sandbox: Sandbox;
let home: string;
beforeAll(() => {
  sandbox = startSandbox();
  home = mkdtempSync(join(tmpdir(), "actas-"));
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  await sandbox.stop();
});

testWith({ tools: ["aws"] }, "the AWS CLI uses a sign-in of ours, where it is shared", async () => {
  const corp = source("corp");
  await identityCenterMethods.signIn(corp, "code", tools());
  const { stdout, stderr } = await aws(corp, ["sts", "get-caller-identity", "--profile", "corp"]);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({ Account: "111122223333" });
});

testWith({ tools: ["aws"] }, "we use a sign-in of the AWS CLI, and can renew it and end it for both", async () => {
  const team = source("team");
  const login = aws(team, ["sso", "login", "--sso-session", "team", "--no-browser"]);
  while (!(await callsOf(sandbox.url)).some(({ action }) => action === "StartDeviceAuthorization")) await Bun.sleep(50);
  await approve(sandbox.url);
  expect(await login).toMatchObject({ status: 0 });
  const adopted = identityCenterMethods.adopt?.(team, tools());
  if (!adopted) throw new Error("the AWS CLI has left nothing");
  const found: RoleEntry[] = [];
  await identityCenterMethods.listRoles(team, adopted, (roles) => found.push(...roles), tools());
  expect(found.map(({ name }) => name)).toContain("111122223333/Developer");
  const use = ["sts", "get-caller-identity", "--profile", "team"];
  const renewed = await identityCenterMethods.renew(team, adopted, tools());
  expect(await aws(team, use)).toMatchObject({ status: 0 });
  await identityCenterMethods.signOut(team, renewed, tools());
  // It keeps credentials of roles, and would not notice.
  rmSync(join(home, ".aws/cli"), { recursive: true, force: true });
  expect((await aws(team, use)).stderr).toContain("Token for team does not exist");
});

testWith({ tools: ["aws"] }, "what the AWS CLI renews is used, and its refresh token after that", async () => {
  const own = startSandbox();
  const refreshes = async (): Promise<number> =>
    (await callsOf(own.url)).filter(({ grantType }) => grantType === "refresh_token").length;
  // It renews what ends within 15 minutes, and what it gets ends no later than ours.
  await changeSettings(own.url, { accessTokenSeconds: 600, refreshTokens: "rotate" });
  const shop = source("shop", own);
  const ours = await identityCenterMethods.signIn(shop, "code", tools(own));
  expect(await aws(shop, ["sts", "get-caller-identity", "--profile", "shop"])).toMatchObject({ status: 0 });
  expect(await refreshes()).toBe(1);
  const endsLater = { ...ours, expiration: new Date(Date.now() + 3_600_000) };
  const theirs = await identityCenterMethods.renew(shop, endsLater, tools(own));
  expect(await refreshes()).toBe(1);
  expect(theirs.held.accessToken.equals(ours.held.accessToken)).toBe(false);
  const next = await identityCenterMethods.renew(shop, theirs, tools(own));
  expect(await refreshes()).toBe(2);
  expect(next.held.accessToken.equals(theirs.held.accessToken)).toBe(false);
  await own.stop();
});

function source(id: string, { startUrl, url }: Sandbox = sandbox): IdentityCenterDefinition {
  return {
    kind: "identity-center",
    id,
    url: startUrl,
    defaultGrantType: "code",
    origin: `sources.d/${id}.json`,
    region: "eu-west-1",
    scopes: ["sso:account:access"],
    shareCache: true,
    home,
    endpoints: { oidc: url, portal: url },
  };
}

function tools({ url: home }: Sandbox = sandbox) {
  const conversation = conversationWith(
    { "sign-in": async ({ url }) => void (await visit(home, url)) },
    { tell: (notice) => expect.unreachable(notice) },
  );
  return { conversation, clock: new Clock(), signIns: new SignIns() };
}

/** Runs the AWS CLI with a configuration that names the same Identity Center. */
async function aws({ endpoints, id, region, url }: IdentityCenterDefinition, command: readonly string[]) {
  const config = `[sso-session ${id}]
sso_start_url = ${url}
sso_region = ${region}
sso_registration_scopes = sso:account:access

[profile ${id}]
sso_session = ${id}
sso_account_id = 111122223333
sso_role_name = Developer
region = ${region}
output = json
`;
  const file = join(home, `config-${id}`);
  await Bun.write(file, config);
  await Bun.write(join(home, "python", "sitecustomize.py"), EVERY_CALL_TO_THE_ENDPOINT);
  const child = Bun.spawn([pathOf("aws") ?? "aws", ...command], {
    env: {
      PATH: "/usr/bin:/bin",
      HOME: home,
      AWS_CONFIG_FILE: file,
      AWS_ENDPOINT_URL: endpoints.portal,
      NO_PROXY: "127.0.0.1",
      PYTHONPATH: join(home, "python"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { status: await child.exited, stdout, stderr };
}
