import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { approve } from "../../src/sandbox/control/control-client.ts";
import { YOYODYNE_CLIENT } from "../../src/sandbox/yoyodyne/yoyodyne-clients.ts";
import { login, shownPage, signInAt } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const TEAM_AP = "arn:aws:iam::222233334444:role/TeamAP";
const RELEASE = "arn:aws:iam::333344445555:role/Release";

/** Adds Yoyodyne as a user does, by the options of `actas setup web-identity`. */
async function setUp(world: World, more: readonly string[] = []): Promise<void> {
  const words = ["setup", "web-identity", "yoyo", "--client-id", YOYODYNE_CLIENT, "--scope", "email", ...more];
  const { status, stderr } = await world.run([...words, "--well-known", world.sandbox.wellKnownUrl]);
  if (status !== 0) throw new Error(stderr);
}

worldTest("an OpenID provider is set up, signed in to, listed and signed out of", async (world) => {
  await setUp(world, ["--local-port", "20800", "--local-port", "20801"]);
  const file = JSON.parse(readFileSync(join(world.home, ".config/actas/sources.d/yoyo.json"), "utf8"));
  expect(file).toMatchObject({ web_identity: { client_id: YOYODYNE_CLIENT, ports: [20800, 20801] } });

  await login(world, "yoyo");
  const signIns = await world.run(["list", "sign-ins"]);
  expect(signIns.stdout).toMatch(/yoyo.*ana@/);
  const { stdout } = await world.run(["list", "sign-ins", "--json"]);
  const signIn = { source: "yoyo", kind: "web-identity", person: "ana@example.com", renewable: true };
  expect(JSON.parse(stdout)).toMatchObject({ signIns: [signIn] });
  expect((await world.run(["status"])).stdout).toContain("yoyo");

  const out = await world.run(["logout", "yoyo"]);
  expect(out.stdout + out.stderr).toContain("yoyo");
  expect(JSON.parse((await world.run(["list", "sign-ins", "--json"])).stdout)).toEqual({ signIns: [] });
  expect((await world.calls("revoke")).length).toBe(2);
});

worldTest("one sign-in gives every role that AWS gives for its token, also those that follow it", async (world) => {
  await setUp(world);
  const first = world.terminal(["whoami", `yoyo:${TEAM_AP}`], { env: { BROWSER: "/nonexistent/browser" } });
  await signInAt(first, world);
  expect(await first.exited).toBe(0);
  expect(first.screen).toContain("assumed-role/TeamAP/ana@example.com");

  const engineering = "yoyo:333344445555/teams/TeamEngineering";
  const chained = await world.run(["process", engineering, "--assume-role", RELEASE]);
  expect(chained).toMatchObject({ status: 0, stderr: "" });
  const { stdout } = await world.run(["exec", engineering, "--", "aws", "sts", "get-caller-identity"]);
  expect(JSON.parse(stdout)).toMatchObject({ Account: "333344445555" });
  const named = await world.run(["whoami", "--role-session-name", "mine", engineering]);
  expect(named.stdout).toContain("TeamEngineering/mine");

  const refused = await world.run(["process", "yoyo:333344445555/Contractor"]);
  expect(refused.status).toBe(5);
  expect(refused.stderr).toMatch(/the token: iss .*amr \(3 values/);
});

worldTest("a role that is assumed by the token comes before the one that is named", async (world) => {
  await setUp(world, ["--jump-role-arn", "arn:aws:iam::333344445555:role/teams/TeamEngineering"]);
  await login(world, "yoyo");
  const { stdout } = await world.run(["whoami", `yoyo:${RELEASE}`]);
  expect(stdout).toContain("arn:aws:sts::333344445555:assumed-role/Release/");
});

worldTest("a profile with the keys of aws-runas signs in where it says, and SDKs get its role", async (world) => {
  const { wellKnownUrl } = world.sandbox;
  const issuer = wellKnownUrl.replace("/.well-known/openid-configuration", "");
  const keys = [`web_identity_auth_url = ${issuer}`, `web_identity_client_id = ${YOYODYNE_CLIENT}`];
  const profile = ["[profile ap]", `role_arn = ${TEAM_AP}`, ...keys, "region = eu-west-1", ""];
  writeFileSync(join(world.home, ".aws/config"), profile.join("\n"));
  await login(world, "ap");
  const { stdout } = await world.run(["exec", "ap", "--", "aws", "sts", "get-caller-identity"]);
  expect(JSON.parse(stdout)).toMatchObject({ Arn: "arn:aws:sts::222233334444:assumed-role/TeamAP/ana@example.com" });
  expect((await world.run(["config", "show", "ap"])).stdout).toContain(issuer);
});

worldTest("the variables of aws-runas say where to sign in, with `compat` only", async (world) => {
  const { wellKnownUrl } = world.sandbox;
  writeFileSync(join(world.home, ".aws/config"), `[profile ap]\nrole_arn = ${TEAM_AP}\nregion = eu-west-1\n`);
  const env = { WEB_IDENTITY_AUTH_URL: wellKnownUrl, WEB_CLIENT_ID: YOYODYNE_CLIENT };
  const without = await world.run(["whoami", "ap"], { env });
  expect(without.stderr).toContain("the profile has no `source_profile`");
  writeFileSync(join(world.home, ".config/actas/config.json"), '{ "compat": true }');
  const terminal = world.terminal(["whoami", "ap"], { env: { ...env, BROWSER: "/nonexistent/browser" } });
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("assumed-role/TeamAP/ana@example.com");
  expect((await world.run(["config", "show", "ap"], { env })).stdout).toMatch(/WEB_CLIENT_ID/);
});

worldTest("the sign-in survives a restart of the agent, and is renewed without a browser", async (world) => {
  await setUp(world);
  await login(world, "yoyo");
  expect((await world.run(["agent", "restart"])).status).toBe(0);
  const renewed = await world.run(["refresh", "yoyo"]);
  expect(renewed).toMatchObject({ status: 0 });
  expect((await world.run(["list", "sign-ins"])).stdout).toMatch(/yoyo.*ana@/);
});

worldTest("the device grant signs in from another device", async (world) => {
  await setUp(world);
  await world.settings({ intervalSeconds: 1 });
  const terminal = world.terminal(["login", "--grant", "device", "yoyo", "--no-browser"]);
  const [, userCode = ""] = await terminal.waitFor(/code:? +([A-Z0-9]{4}-[A-Z0-9]{4})/);
  await approve(world.sandbox.url, { userCode });
  expect(await terminal.exited).toBe(0);
});

worldTest(
  "a token that is signed with an unpublished key signs nobody in, and the browser says so too",
  async (world) => {
    await setUp(world);
    await world.settings({ signingKey: "unpublished" });
    const terminal = world.terminal(["login", "yoyo", "--no-browser"]);
    const page = await world.visit(await shownPage(terminal));
    expect(await terminal.exited).toBe(5);
    expect(terminal.screen).toContain("it is signed with a key that is not one of the provider's");
    expect(page.text).toContain("it is signed with a key that is not one of the provider");
  },
);

worldTest("a file of maws is signed in to as it is, at its ports and its path", async (world) => {
  const config = join(world.home, "config.ini");
  const { rolesUrl, wellKnownUrl } = world.sandbox;
  const lines = [
    `well_known_url = ${wellKnownUrl}`,
    "client_id = yoyodyne-maws",
    `idtoken_for_roles_url = ${rolesUrl}`,
  ];
  writeFileSync(config, ["[maws]", ...lines].join("\n"));
  const terminal = world.terminal(["login", "-c", "config.ini", "maws", "--no-browser"]);
  const lead = await fetch(await shownPage(terminal), { redirect: "manual" });
  const redirect = new URL(lead.headers.get("location") ?? "").searchParams.get("redirect_uri");
  expect(redirect).toMatch(/^http:\/\/localhost:[1-6]080[01]\/redirect_uri$/);
  terminal.press("\x03");
  await terminal.exited;
  const elsewhere = await world.run(["login", "-c", "nowhere.ini", "maws", "--no-browser"]);
  expect(elsewhere.stderr).toContain("cannot use `--config nowhere.ini`: there is no such file");
  expect((await world.run(["list", "sources"], { env: { ACTAS_MAWS_CONFIG: config } })).stdout).toContain("maws");
});

worldTest("what is wrong with a discovery document is said before a file is written", async (world) => {
  const words = ["setup", "web-identity", "wrong", "--client-id", "aws", "--well-known"];
  const nothing = await world.run([...words, `${world.sandbox.url}/nothing`]);
  expect(nothing.status).toBe(2);
  expect(nothing.stderr).toMatch(/cannot set up "wrong": the discovery document cannot be used: .* answered HTTP 40\d/);
  expect(nothing.stderr).toContain("`--no-check` writes the file as it is");
  const plain = await world.run([...words, "http://auth.example.com"]);
  expect(plain.stderr).toContain("cannot use `--well-known`: it must begin with https://");
  const missing = await world.run(["setup", "web-identity"]);
  expect(missing.stderr).toContain("<name>, `--well-known <url>` and `--client-id <id>` are missing");
});

worldTest("in a sandbox the address of its provider is told where another one is out of reach", async (world) => {
  const away = ["--well-known", "https://127.0.0.1:1/", "--client-id", "yoyodyne-aws"];
  const { status, stderr } = await world.run(["setup", "web-identity", "away", ...away], {
    env: { ACTAS_SANDBOX: world.sandbox.url },
  });
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining(`this shell is in a sandbox, whose OpenID provider is ${world.sandbox.url}/yoyodyne\n`),
  ]);
});
