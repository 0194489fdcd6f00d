import { expect } from "bun:test";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
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
    expect(text(world, "credentials")).toBe([...lines.slice(0, at + 1), ...lines.slice(at + 3)].join("\n"));
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

keyringTest("a secret that is typed is not shown", async (world, env) => {
  const { secretAccessKey } = world.sandbox.accounts.users[1]!;
  const session = world.terminal(["keys", "add", "typed"], { env });
  await session.waitFor(/access key id: /);
  session.type(BEN);
  await session.waitFor(/not shown\): /);
  session.type(secretAccessKey);
  await session.waitFor(/is in the keyring now/);
  expect(await session.exited).toBe(0);
});

keyringTest("what cannot be moved is left where it is", async (world, env) => {
  const config = join(world.home, ".aws/config");
  const stays = `${text(world, "config")}\n[profile odd]\naws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = x\naws_session_token = y\n[profile cmd]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = x\n[profile half]\naws_access_key_id = AKIAEXAMPLE000000001\n`;
  writeFileSync(config, stays);
  for (const [profile, reason] of [
    ["odd", "it is a temporary one"],
    ["half", "half of it is missing"],
    ["staging", "it has none"],
    ["stagign", 'cannot find profile "stagign"'],
  ] as const) {
    expect((await world.run(["keys", "import", profile], { env })).stderr).toContain(reason);
  }
  const locked = await world.run(["keys", "import", "ben"]);
  expect(locked.stderr).toContain("cannot write to the keyring: ");
  expect(text(world, "config")).toBe(stays);
  expect(text(world, "credentials")).toContain(BEN);
});

function text({ home }: World, file: "config" | "credentials"): string {
  return readFileSync(join(home, ".aws", file), "utf8");
}
