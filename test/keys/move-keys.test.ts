import { expect } from "bun:test";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
import { PROGRAM } from "../support/program.ts";
import type { World } from "../support/world.ts";
import { BEN, withoutProcess } from "./user-ben.ts";

const BENS = "arn:aws:iam::111122223333:user/ben";

keyringTest(
  "a key moves to the keyring, its file keeps everything else, and every command goes on",
  async (world, env) => {
    const before = text(world, "credentials");
    chmodSync(join(world.home, ".aws/credentials"), 0o640);
    withoutProcess(world);
    const { status, stderr, stdout } = await world.run(["keys", "import", "ben"], { env });
    expect([status, stdout]).toEqual([
      0,
      `changed ${world.home}/.aws/config\nchanged ${world.home}/.aws/credentials\n` +
        `${BEN} is in the keyring now, and not in a file\n`,
    ]);
    expect(stderr).toContain("`actas keys import --process ben` lets them");
    const lines = before.split("\n");
    const at = lines.indexOf("[ben]");
    // Its section says nothing any more, and is gone with the empty line below.
    expect(text(world, "credentials")).toBe([...lines.slice(0, at), ...lines.slice(at + 4)].join("\n"));
    expect(statSync(join(world.home, ".aws/credentials")).mode & 0o777).toBe(0o640);
    expect(text(world, "config")).toContain(`actas_access_key_id = ${BEN}\n`);
    for (const words of [
      ["whoami", "ben"],
      ["whoami", "--no-agent", "ben"],
    ]) {
      expect((await world.run(words, { env })).stdout).toContain(BENS);
    }
    expect(
      (await world.run(["exec", "ben", "--", "sh", "-c", 'test -n "$AWS_CONTAINER_CREDENTIALS_FULL_URI"'], { env }))
        .status,
    ).toBe(0);
  },
);

keyringTest(
  "with `--process`, the AWS CLI gets credentials through actas; a second import changes nothing",
  async (world, env) => {
    withoutProcess(world);
    const first = await world.run(["keys", "import", "--process", "ben", "--json"], { env });
    expect(JSON.parse(first.stdout)).toMatchObject({
      accessKeyId: BEN,
      command: expect.stringMatching(/ process ben$/),
    });
    const again = await world.run(["keys", "import", "--process", "ben", "--json"], { env });
    expect(JSON.parse(again.stdout)).toMatchObject({ accessKeyId: BEN, paths: [] });
    const { stdout } = await world.run(["process", "ben"], { env });
    expect(JSON.parse(stdout)).toMatchObject({ SessionToken: expect.any(String) });
  },
);

keyringTest("a key is added from what AWS prints, exported and removed again", async (world, env) => {
  const AccessKey = {
    UserName: "ana",
    AccessKeyId: "AKIASANDBOXANA000001",
    SecretAccessKey: world.sandbox.accounts.users[0]!.secretAccessKey,
  };
  const added = await world.run(["keys", "add", "my work"], { env, input: JSON.stringify({ AccessKey }) });
  expect(added.stdout).toContain("AKIASANDBOXANA000001 is in the keyring now");
  expect(text(world, "config")).toContain('[profile "my work"]\nactas_access_key_id = AKIASANDBOXANA000001\n');
  expect((await world.run(["whoami", "my work"], { env })).stdout).toContain("user/ana");
  const exported = await world.run(["keys", "export", "my work"], { env });
  expect(exported.stdout).toBe(
    `[my work]\naws_access_key_id = ${AccessKey.AccessKeyId}\naws_secret_access_key = ${AccessKey.SecretAccessKey}\n`,
  );
  const unasked = await world.run(["keys", "remove", "my work"], { env });
  expect(unasked.stderr).toContain("`--yes` removes it without a question");
  const removed = await world.run(["keys", "remove", "my work", "--yes"], { env });
  expect(removed.stdout).toContain("removed AKIASANDBOXANA000001 from the keyring");
  expect(text(world, "config")).not.toContain("actas_access_key_id");
  const gone = await world.run(["whoami", "my work"], { env });
  expect(gone.status).not.toBe(0);
  expect(readdirSync(join(world.home, ".local/state/actas/access-keys/secrets/keyring"))).toEqual(["lock"]);
});

keyringTest("a list says where each key is, without unlocking anything", async (world, env) => {
  await world.run(["keys", "import", "--alone", "ben"], { env });
  const { stdout } = await world.run(["keys", "list"]);
  expect(stdout).toMatch(/AKIASANDBOXBEN000001 +ben +keyring\n/);
  expect(stdout).toMatch(/AKIASANDBOXANA000001 +[\w, -]*ana[\w, -]* +in the clear in /);
});

keyringTest("a secret that is typed is not shown, and what cannot be right is asked for again", async (world, env) => {
  const { secretAccessKey } = world.sandbox.accounts.users[1]!;
  const session = world.terminal(["keys", "add", "typed"], { env });
  await session.waitFor(/there is no profile "typed" yet: .*config gets it\s+actas: access key id: /);
  session.type("hello");
  await session.waitFor(/its id does not look like AKIA…\s+actas: access key id: /);
  session.type(`export AWS_ACCESS_KEY_ID=${BEN}`);
  await session.waitFor(/not shown\): /);
  session.type("");
  await session.waitFor(/its secret is empty\s+actas: secret access key \(not shown\): /);
  session.type(secretAccessKey.slice(0, -1));
  await session.waitFor(
    /a secret of AWS has 40 characters, and this has 39\s+actas: secret access key \(not shown\): /,
  );
  session.type(secretAccessKey);
  await session.waitFor(/is in the keyring now/);
  expect(await session.exited).toBe(0);
  expect(session.raw).not.toContain(secretAccessKey);
  expect((await world.run(["keys", "export", "typed"], { env })).stdout).toContain(secretAccessKey);
});

keyringTest("no secret is asked for where it could not be kept", async (world, env) => {
  const locked = world.terminal(["keys", "add", "typed"]);
  await locked.waitFor(/cannot write to the keyring: /);
  expect(await locked.exited).not.toBe(0);
  expect(locked.screen).not.toContain("access key id");
  const config = join(world.home, ".aws/config");
  for (const [name, reason] of [
    ["AKIAIOSFODNN7EXAMPLE", "it is the id of a key"],
    ["my [work]", "not all tools would read its name"],
    ["staging", "it means arn:aws:iam::111122223333:role/"],
    ["typed", `cannot change ${config}: it is read-only`],
  ] as const) {
    chmodSync(config, 0o400);
    const { status, stderr } = await world.run(["keys", "add", name], { env, input: "not read" });
    expect({ name, status: status === 0, stderr }).toEqual({
      name,
      status: false,
      stderr: expect.stringContaining(reason),
    });
  }
});

keyringTest("only a profile of an IAM user has a key, and another says which profile that is", async (world, env) => {
  await world.run(["keys", "import", "--alone", "ben"], { env });
  const role = "arn:aws:iam::111122223333:role/Dev";
  const key = `actas_access_key_id = ${BEN}\n`;
  const plain = "aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = x\n";
  const odd = {
    role: [`role_arn = ${role}\nsource_profile = ben\n`, `it means ${role}, by the keys of profile "ben"`],
    hidden: [`actas_role_arn = ${role}\nsource_profile = role\n`, `it means ${role}, by the keys of profile "ben"`],
    sso: ["sso_start_url = https://x.awsapps.com/start\n", "it signs in to IAM Identity Center"],
    web: [`role_arn = ${role}\nweb_identity_token_file = /x\n`, "`web_identity_token_file`"],
    machine: [`role_arn = ${role}\ncredential_source = Environment\n`, "`credential_source`"],
    command: ["credential_process = echo\n", "`credential_process`"],
  } as const;
  const sections = Object.entries(odd).map(
    ([name, [settings]]) =>
      `[profile ${name}]\n${settings}[profile kept-${name}]\n${settings}${key}[profile plain-${name}]\n${settings}${plain}`,
  );
  const config = `${text(world, "config")}\n${sections.join("")}`;
  writeFileSync(join(world.home, ".aws/config"), config);
  for (const [name, [, reason]] of Object.entries(odd)) {
    for (const [verb, profile] of [
      ["add", name],
      ["remove", name],
      ["import", `plain-${name}`],
      ["rotate", `kept-${name}`],
      ["export", `kept-${name}`],
    ] as const) {
      const { status, stderr, stdout } = await world.run(["keys", verb, profile], { env, input: "" });
      expect({ verb, profile, status: status === 0, stdout }).toEqual({ verb, profile, status: false, stdout: "" });
      expect(stderr).toContain(`cannot ${verb} the key of profile "${profile}": `);
      expect(stderr).toContain(reason);
      if (reason.includes('"ben"')) expect(stderr).toContain(`\`actas keys ${verb} ben\``);
    }
  }
  expect(text(world, "config")).toBe(config);
});

keyringTest("what cannot be moved is left where it is", async (world, env) => {
  const config = join(world.home, ".aws/config");
  const stays = `${text(world, "config")}\n[profile odd]\naws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = x\naws_session_token = y\n[profile cmd]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = x\n[profile half]\naws_access_key_id = AKIAEXAMPLE000000001\n[profile empty]\nregion = x\n`;
  writeFileSync(config, stays);
  for (const [profile, reason] of [
    ["odd", "it is a temporary one"],
    ["half", "half of it is missing"],
    ["staging", "it means arn:aws:iam::111122223333:role/"],
    ["empty", "it has none"],
    ["stagign", 'cannot find profile "stagign"'],
  ] as const) {
    expect((await world.run(["keys", "import", profile], { env })).stderr).toContain(reason);
  }
  const locked = await world.run(["keys", "import", "ben"]);
  expect(locked.stderr).toContain("cannot write to the keyring: ");
  expect(text(world, "config")).toBe(stays);
  expect(text(world, "credentials")).toContain(BEN);
});

keyringTest("what `keys export` prints is what `keys add` takes", async (world, env) => {
  await world.run(["keys", "import", "--alone", "ben"], { env });
  const { stdout } = await world.run(["keys", "export", "ben"], { env });
  const pipe = 'set -o pipefail; "$0" keys export ben | "$0" keys add copy';
  expect(await world.runProgram(["bash", "-c", pipe, PROGRAM], { env })).toMatchObject({ status: 0, stderr: "" });
  expect((await world.run(["keys", "export", "copy"], { env })).stdout).toBe(stdout.replace("[ben]", "[copy]"));
});

keyringTest("a key that several profiles name is taken out of one, and the others keep it", async (world, env) => {
  await world.run(["keys", "import", "--alone", "ben"], { env });
  const before = text(world, "config");
  writeFileSync(join(world.home, ".aws/config"), `${before}\n[profile copy]\nactas_access_key_id = ${BEN}\n`);
  const unasked = await world.run(["keys", "remove", "copy"], { env });
  expect(unasked.stderr).toContain(
    `cannot remove ${BEN} from profile "copy" unasked: it stays in the keyring for "ben"`,
  );
  const session = world.terminal(["keys", "remove", "copy"], { env });
  await session.waitFor(/remove \w+ from profile "copy"\? It stays in the keyring for "ben" \[y\/N\]/);
  session.type("y");
  await session.waitFor(/stays in the keyring for ben/);
  expect(await session.exited).toBe(0);
  expect(text(world, "config").trimEnd()).toBe(before.trimEnd());
  expect((await world.run(["keys", "export", "ben"], { env })).status).toBe(0);
});

function text({ home }: World, file: "config" | "credentials"): string {
  return readFileSync(join(home, ".aws", file), "utf8");
}
