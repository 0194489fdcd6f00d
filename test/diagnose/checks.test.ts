import { expect } from "bun:test";
import { chmodSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../src/base/version.ts";
import { ScriptedAgent } from "../support/scripted-agent.ts";
import { worldTest } from "../support/world-test.ts";
import { diagnosed, words, write } from "./diagnosed.ts";

const ANY = /./;

worldTest("a target that can be used is fine, and one that cannot says why, with what to do", async (world) => {
  expect(words(await diagnosed(world, ["staging"]), "target", "fine")).toMatch(/^staging can be used/);
  const report = await diagnosed(world, ["stagign"]);
  expect(report.status).toBe(1);
  expect(words(report, "target", "error")).toMatch(/^cannot find profile "stagign"/);
  expect(report.findings.find(({ check }) => check === "target")?.mend).toEqual(['did you mean "staging"?']);
});

worldTest(
  "profiles that can be read are fine; a circle, a missing source and broken lines are found",
  async (world) => {
    expect(words(await diagnosed(world), "profiles", "fine")).toMatch(/^all \d+ profiles can be read$/);
    await write(
      world,
      ".aws/config",
      `[profile a1]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = a2\n` +
        `[profile a2]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = a1\n` +
        `[profile lost]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = gone\n[profile region]\nregion = eu-west-1\n`,
    );
    const found = words(await diagnosed(world), "profiles", "warning");
    expect(found).toMatch(/a1.*a2.*a1/s);
    expect(found).toMatch(/gone/);
    expect(found).not.toMatch(/"region"/);
    await write(world, ".aws/config", "[profile a1\nregion = x\n");
    expect(words(await diagnosed(world), "profiles", "error")).toMatch(/line 1/);
  },
);

worldTest("someone who has set up nothing is told how to begin", async (world) => {
  rmSync(join(world.home, ".aws"), { recursive: true });
  expect(words(await diagnosed(world), "profiles", "fine")).toBe("there are none in the AWS files");
  rmSync(join(world.home, ".config"), { recursive: true });
  const { findings } = await diagnosed(world);
  expect(findings.find(({ check }) => check === "profiles")).toMatchObject({
    severity: "warning",
    mend: [expect.stringContaining("`actas setup`"), expect.stringContaining("`actas sandbox`")],
  });
});

worldTest("keys in plain files are found, and so are keys and tokens that do not fit together", async (world) => {
  const plain = await diagnosed(world);
  expect(words(plain, "plain keys", "warning")).toMatch(/keys of profiles "ana", .* are in plain text/);
  expect(plain.findings.find(({ check }) => check === "plain keys")?.mend[0]).toBe("actas keys import ana");
  const keys = "aws_secret_access_key = hush\n";
  await write(
    world,
    ".aws/credentials",
    `[half]\naws_access_key_id = ASIAEXAMPLE\n${keys}[odd]\naws_access_key_id = AKIAEXAMPLE\n${keys}aws_session_token = t\n`,
  );
  const errors = words(await diagnosed(world), "plain keys", "error");
  expect(errors).toMatch(/"half" has a temporary key without/);
  expect(errors).toMatch(/"odd" has a long-term key with a session token/);
  await write(world, ".aws/credentials", "");
  expect(words(await diagnosed(world), "plain keys", "fine")).toMatch(ANY);
});

worldTest("a device in place of an AWS file is no file that others can change", async (world) => {
  const env = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  expect(words(await diagnosed(world, [], { env }), "file modes", "fine")).toMatch(ANY);
});

worldTest("passwords that aws-runas has left in the credentials file are found, and never shown", async (world) => {
  const password = "18$c2FsdHNhbHRzYWx0c2FsdA==$aGlkZGVuLWJ5LXdoYXQtaXMtYmVzaWRlLWl0";
  world.knows(password);
  await write(
    world,
    ".aws/credentials",
    `[https://idp.example.com/app]\nsaml_password = ${password}\n[https://idp.example.com/oidc]\nweb_identity_password = ${password}\n`,
  );
  const found = words(await diagnosed(world), "plain keys", "warning");
  expect(found).toContain('`saml_password` of section "https://idp.example.com/app" is a password that every program');
  expect(found).toContain('`web_identity_password` of section "https://idp.example.com/oidc" is a password that every');
  expect((await world.run(["diagnose"])).stdout).not.toContain("idp.example.com");
  await world.run(["config", "show", "https://idp.example.com/app"]);
  await world.run(["list", "profiles"]);
});

worldTest(
  "files that others can read or change are found, and closed by --fix, but only after a yes",
  async (world) => {
    expect(words(await diagnosed(world), "file modes", "fine")).toMatch(ANY);
    const [credentials, config] = [join(world.home, ".aws/credentials"), join(world.home, ".aws/config")];
    chmodSync(credentials, 0o644);
    chmodSync(config, 0o666);
    const report = await diagnosed(world);
    expect(report.status).toBe(1);
    expect(words(report, "file modes", "error")).toMatch(/can read .*credentials\n.*can change .*config/);
    const refused = await world.run(["diagnose", "--fix"]);
    expect([refused.status, statSync(credentials).mode & 0o777]).toEqual([2, 0o644]);
    expect(refused.stderr).toMatch(/cannot ask what to mend: .*\n.*hint: `actas diagnose --fix --yes`/);
    expect((await world.run(["diagnose", "--yes"])).status).toBe(2);
    const session = world.terminal(["diagnose", "--fix", "--no-redact"]);
    await session.waitFor(/credentials to other users\? \[y\/N\] $/);
    session.type("y\r");
    await session.waitFor(/config to other users\? \[y\/N\] $/);
    session.type("n\r");
    expect(await session.exited).toBe(1);
    expect([statSync(credentials).mode & 0o777, statSync(config).mode & 0o777]).toEqual([0o600, 0o666]);
    const fixed = await diagnosed(world, ["--fix", "--yes"]);
    expect([fixed.status, statSync(config).mode & 0o777]).toEqual([0, 0o644]);
    expect(fixed.findings.find(({ check }) => check === "file modes")?.fixed).toBe(true);
  },
);

worldTest("a source file that cannot be used is found", async (world) => {
  expect(words(await diagnosed(world), "sources", "fine")).toBe("5 sources to sign in to");
  await write(world, ".config/actas/sources.d/broken.json", "{");
  expect(words(await diagnosed(world), "sources", "warning")).toMatch(/broken\.json/);
});

worldTest("a project file is fine once it is trusted", async (world) => {
  await write(world, "project/.actas.json", '{ "profile": "staging" }');
  const cwd = "project";
  const before = await diagnosed(world, [], { cwd });
  expect(words(before, "project file", "warning")).toMatch(/is not trusted as it is now/);
  const digest = new Bun.CryptoHasher("sha256")
    .update(readFileSync(join(world.home, "project/.actas.json")))
    .digest("hex");
  await world.run(["trust", "--digest", digest], { cwd });
  expect(words(await diagnosed(world, [], { cwd }), "project file", "fine")).toMatch(/is trusted$/);
});

worldTest("the agent is fine when it answers or is not needed; one that is stopped is an error", async (world) => {
  expect(words(await diagnosed(world), "agent", "fine")).toMatch(/^no agent runs/);
  await world.run(["agent", "start"]);
  const answers = words(await diagnosed(world), "agent", "fine");
  expect(answers).toMatch(/^the agent answers, pid \d+/);
  const pid = Number(/pid (\d+)/.exec(answers)?.[1]);
  process.kill(pid, "SIGSTOP");
  const stuck = await diagnosed(world);
  process.kill(pid, "SIGCONT");
  expect(words(stuck, "agent", "error")).toMatch(/does not answer/);
  expect(stuck.findings.find(({ check }) => check === "agent")?.mend).toEqual(["actas agent restart"]);
});

worldTest("a YubiKey that a profile names needs ykman", async (world) => {
  await write(world, ".aws/config", "[profile ana]\nyubikey_serial = 1234567\n");
  symlinkSync("/bin/true", join(world.home, "bin/ykman"));
  const PATH = `${join(world.home, "bin")}:${world.environment.PATH}`;
  expect(words(await diagnosed(world, [], { env: { PATH } }), "yubikey", "fine")).toMatch(/bin\/ykman$/);
  rmSync(join(world.home, "bin/ykman"));
  const without = { PATH: join(world.home, "bin") };
  expect(words(await diagnosed(world, [], { env: without }), "yubikey", "warning")).toMatch(/ykman is not on PATH/);
});

worldTest("an agent that is newer than the command is a warning, one of its version is fine", async (world) => {
  const socket = join(world.home, "run/actas/agent.sock");
  const found = async (version: string, severity: "fine" | "warning") => {
    const agent = { pid: 1, version, startedAt: "2026-01-01T00:00:00Z", socket, warnings: [] };
    using _ = new ScriptedAgent(socket, (_request, say) =>
      say({ type: "result", result: { agent, signIns: [], credentials: [], grants: [] } }),
    );
    const report = await diagnosed(world);
    expect(report.findings.filter(({ check }) => check === "agent")).toHaveLength(1);
    return words(report, "agent", severity);
  };
  expect(await found("999.0.0", "warning")).toMatch(
    /^this command is version .*, and the agent is 999\.0\.0, which is newer$/,
  );
  expect(await found(VERSION, "fine")).toMatch(/^the agent answers, pid 1,/);
});

worldTest(
  "an MFA device that AWS knows is fine, another one an error; without a device nothing is said",
  async (world) => {
    const fine = words(await diagnosed(world, ["staging"]), "mfa device", "fine");
    expect(fine).toBe('the MFA device of profile "ana" is arn:aws:iam::111122223333:mfa/ana');
    expect((await diagnosed(world, ["ben"])).findings.filter(({ check }) => check === "mfa device")).toEqual([]);
    const config = await Bun.file(join(world.home, ".aws/config")).text();
    await write(world, ".aws/config", config.replaceAll("mfa/ana", "mfa/lost"));
    const lost = await diagnosed(world, ["staging"]);
    expect(words(lost, "mfa device", "error")).toMatch(/^AWS has no MFA device .*mfa\/lost .*; it has .*mfa\/ana$/);
    expect(lost.findings.find(({ check }) => check === "mfa device")?.mend).toEqual(["actas list mfa ana"]);
    await world.settings({ iamDenied: ["ListMFADevices"] });
    expect(words(await diagnosed(world, ["staging"]), "mfa device", "unknown")).toMatch(/^not checked: /);
  },
);
