import { expect } from "bun:test";
import { mkdirSync, rmSync } from "node:fs";
import { approve, visit } from "../../src/sandbox/control/control-client.ts";
import { freePort } from "../support/free-port.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

// A user who has used Mairu until now: only its files exist, and only its commands are typed.

/** Leaves of the sandbox's HOME what Mairu's user has: one file of a credential server, one of Identity Center. */
async function movedFromMairu(world: World): Promise<void> {
  const { home, sandbox } = world;
  rmSync(`${home}/.config/actas`, { recursive: true });
  rmSync(`${home}/.aws`, { recursive: true });
  await Bun.write(
    `${home}/.config/mairu/servers.d/center.json`,
    `{
  "url": "${sandbox.url}/start", // the access portal
  "id": "center",
  "aws_sso": { "region": "eu-west-1", "scope": ["sso:account:access"], "local_port": null },
}
`,
  );
}

function mairuTest(name: string, body: (world: World) => Promise<void>): void {
  worldTest(name, async (world) => {
    await movedFromMairu(world);
    await body(world);
  });
}

/** Opens the page that a terminal shows, and says yes there. */
async function signInAt(terminal: TerminalSession, { sandbox }: World): Promise<URL> {
  const [page] = await terminal.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
  await visit(sandbox.url, page);
  return new URL(page);
}

async function signIn(world: World, source: string): Promise<void> {
  const terminal = world.terminal(["login", source]);
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
}

async function project(world: World, content: object): Promise<void> {
  mkdirSync(`${world.home}/project/src`, { recursive: true });
  await Bun.write(`${world.home}/project/.mairu.json`, JSON.stringify(content));
}

mairuTest("a project file is trusted once, signs in, and decides role, further role and mode", async (world) => {
  const assume_role = {
    role_arn: "arn:aws:iam::111122223333:role/Deploy",
    role_session_name: "release",
    duration_seconds: 900,
  };
  await project(world, { server: "team", role: "dev", mode: "static", assume_role });
  const cwd = "project/src";
  const script = 'echo "key $AWS_ACCESS_KEY_ID, endpoint $AWS_CONTAINER_CREDENTIALS_FULL_URI."';
  const first = world.terminal(["exec", "--show-auto", "auto", "sh", "-c", script], { cwd });
  await first.waitFor(/\[y\/N\]/);
  first.type("yes");
  for (const said of [/role +dev/, /assume role +arn:\S+Deploy/, /session name +release/, /duration +900 seconds/]) {
    await first.waitFor(said);
  }
  await signInAt(first, world);
  await first.waitFor(/key ASIA\w+, endpoint \.$/m);
  expect(await first.exited).toBe(0);

  const { stdout } = await world.run(["whoami", "auto"], { cwd });
  expect(stdout).toContain("arn:aws:sts::111122223333:assumed-role/Deploy/release");
  expect(await world.calls("AssumeRole")).toMatchObject([{ durationSeconds: 900 }]);
  const typed = await world.run(["exec", "--mode", "ecs", "auto", "--", "sh", "-c", script], { cwd });
  expect(typed.stdout).toMatch(/^key , endpoint http:/);
});

mairuTest("the SHA-256 of a file trusts that content, and no other", async (world) => {
  await project(world, { server: "center", role: "111122223333/Developer" });
  const cwd = "project";
  await signIn(world, "center");
  const refused = await world.run(["credential-process", "auto"], { cwd });
  expect(refused.status).toBe(1);
  expect(refused.stderr).not.toMatch(/digest|confirm-trust|[\w-]{40}/);
  const digest = await sha256(world);
  await project(world, { server: "center", role: "111122223333/ReadOnly" });
  const changed = await world.run(["exec", "--confirm-trust", digest, "auto", "true"], { cwd });
  expect(changed.status).toBe(125);
  const next = await sha256(world);
  expect((await world.run(["exec", "--confirm-trust", next, "auto", "true"], { cwd })).status).toBe(0);
  expect((await world.run(["credential-process", "auto"], { cwd })).stdout).toStartWith('{"Version":1,');
});

async function sha256({ home }: World): Promise<string> {
  const bytes = await Bun.file(`${home}/project/.mairu.json`).bytes();
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

mairuTest("`show` says whether there is a project, whether it is trusted, and signed in to", async (world) => {
  const settings = { server: "team", role: "dev" };
  await project(world, settings);
  const cwd = "project";
  const shown = async (): Promise<unknown> => JSON.parse((await world.run(["show"], { cwd })).stdout);
  const auto_source = `${world.home}/project/.mairu.json`;
  expect(await shown()).toEqual({ auto: settings, auto_source, auto_trusted: false, auto_logged_in: false });
  await signIn(world, "team");
  expect(await shown()).toEqual({ auto: settings, auto_source, auto_trusted: false, auto_logged_in: true });
});

mairuTest("`credential-process` takes a server and a role, and starts no sign-in", async (world) => {
  for (const words of [["team", "admin/very odd name"], ["--no-cache", "team", "dev"], ["team:dev"]]) {
    const refused = await world.run(["credential-process", ...words]);
    expect(refused).toMatchObject({ status: 4, stdout: "" });
    expect(refused.stderr).toContain("`actas login team`");
  }
  await signIn(world, "team");
  for (const words of [["team", "admin/very odd name"], ["--no-cache", "team", "dev"], ["team:dev"]]) {
    const { stdout } = await world.run(["credential-process", ...words]);
    expect(Object.keys(JSON.parse(stdout))).toEqual([
      "Version",
      "AccessKeyId",
      "SecretAccessKey",
      "SessionToken",
      "Expiration",
    ]);
  }
});

mairuTest("MAIRU_SERVER names the server, and `--server` another one", async (world) => {
  const env = { MAIRU_SERVER: "team" };
  const failing = await world.run(["exec", "--no-login", "dev", "true"], { env });
  expect(failing.stderr).toContain("`actas login team`");
  const other = await world.run(["exec", "--no-login", "--server", "center", "111122223333/Developer", "true"], {
    env,
  });
  expect(other.stderr).toContain("`actas login center`");
});

mairuTest("MAIRU_LOCAL_PORT fixes the port of the redirect", async (world) => {
  const port = freePort();
  const terminal = world.terminal(["login", "team"], { env: { MAIRU_LOCAL_PORT: `${port}` } });
  expect((await signInAt(terminal, world)).port).toBe(`${port}`);
  expect(await terminal.exited).toBe(0);
});

mairuTest("MAIRU_NO_AUTO_AGENT leaves the start of the agent to the user", async (world) => {
  const env = { MAIRU_NO_AUTO_AGENT: "1" };
  const refused = await world.run(["list-sessions"], { env });
  expect(refused.status).toBe(6);
  expect(refused.stderr).toContain("MAIRU_NO_AUTO_AGENT says not to start one");
  expect((await world.run(["agent", "start"], { env })).status).toBe(0);
  expect((await world.run(["list-sessions"], { env })).stdout).toBe("");
});

mairuTest("`login --oauth-grant-type` takes every word for the device grant", async (world) => {
  for (const word of ["device_code", "device-code", "aws_sso"]) {
    const terminal = world.terminal(["login", "--again", "--oauth-grant-type", word, "center"]);
    const userCode = (await terminal.waitFor(/the code ([\w-]+) there,/))[1]!;
    await approve(world.sandbox.url, { userCode });
    expect(await terminal.exited).toBe(0);
  }
});

mairuTest("the old names of lists, refresh and the agent's end work, and help does not show them", async (world) => {
  expect((await world.run(["list-roles"])).stdout).toContain("team  (not signed in: `actas login team`)");
  await signIn(world, "team");
  const sessions = await world.run(["list-sessions", "--utc"]);
  expect(sessions.stdout).toMatch(/^1\. team: http:\S+ \[renews after \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\]\n$/);
  const refreshed = await world.run(["refresh", "team", "--utc"]);
  expect(refreshed.stdout).toMatch(/^signed in to "team"(?: as \w+)?, renewed \S+Z, in .+\n$/);
  const roles = JSON.parse((await world.run(["list-roles", "--server", "team", "-o", "json"])).stdout);
  expect(roles.servers).toMatchObject([{ server_id: "team", logged_in: true }]);
  expect(roles.servers[0].roles).toContainEqual({ name: "dev", description: "Development" });
  const oneline = await world.run(["list-roles", "--server", "team", "--output", "oneline"]);
  expect(oneline.stdout).toContain("team dev Development\n");
  expect((await world.run(["kill-agent"])).stdout).toMatch(/^stopped the agent, pid \d+\n$/);
  expect((await world.run(["kill-agent"])).stdout).toBe("no agent is running\n");
  expect((await world.run(["--help"])).stdout).not.toMatch(/list-roles|list-sessions|setup-sso|kill-agent|credential-/);
});

mairuTest("`setup-sso` adds a source that can be signed in to at once", async (world) => {
  const url = `${world.sandbox.url}/start`;
  const words = ["setup-sso", "third", "-r", "eu-west-1", "-u", url, "-s", "sso:account:access"];
  expect((await world.run(words)).status).toBe(0);
  expect((await world.run(words)).status).toBe(2);
  expect((await world.run([...words, "-y"])).status).toBe(0);
  await signIn(world, "third");
  const { stdout } = await world.run(["credential-process", "third", "777788889999/ReadOnly"]);
  expect(stdout).toContain("AccessKeyId");
});
