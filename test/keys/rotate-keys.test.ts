import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Iam } from "../../src/aws/iam.ts";
import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { keyringTest } from "../support/keyring-test.ts";
import { killedRun } from "../support/killed-run.ts";
import type { World } from "../support/world.ts";
import { BEN, namedKey, works } from "./user-ben.ts";

/** Bounded by the time that it takes on a busy machine. */
const MOST_KILLS = 60;

keyringTest("a key is replaced by a new one, and the old one is deleted", async (world, env) => {
  await world.run(["keys", "import", "ben"], { env });
  const { status, stderr, stdout } = await world.run(["keys", "rotate", "ben"], { env });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^profile "ben" has AKIASANDBOX\w{9} now\ndeleted AKIASANDBOXBEN000001\n$/);
  await works(world, env);
  expect(namedKey(world)).not.toBe(BEN);
  const outcomes = (await world.calls()).filter(({ service }) => service === "iam").map(({ action }) => action);
  expect(outcomes).toContain("UpdateAccessKey");
  expect(outcomes.at(-1)).toBe("DeleteAccessKey");
  const at = `IAM at ${world.sandbox.url}, STS at ${world.sandbox.url}`;
  expect(stderr).toContain(`the keyring still has ${BEN}: not AWS itself was asked, but ${at}`);
  const listed = await world.run(["keys", "list"]);
  expect(listed.stdout).toMatch(new RegExp(`^${BEN} .*no profile names it$`, "m"));
  await world.run(["keys", "remove", "--yes", BEN], { env });
  expect((await world.run(["keys", "list", "--json"])).stdout).not.toContain(BEN);
});

keyringTest("the old key can be kept inactive, come back, or be deleted later", async (world, env) => {
  await world.run(["keys", "import", "ben"], { env });
  await world.run(["keys", "rotate", "ben", "--keep-old"], { env });
  const made = namedKey(world);
  expect((await world.run(["keys", "rotate", "--undo", "ben"], { env })).stdout).toBe(
    `profile "ben" has ${BEN} again\n`,
  );
  expect(namedKey(world)).toBe(BEN);
  await works(world, env);
  expect((await world.run(["keys", "rotate", "--undo", "ben"], { env })).stderr).toContain("none was begun");
  await world.run(["keys", "rotate", "ben", "--keep-old"], { env });
  expect(namedKey(world)).not.toBe(made);
  expect((await world.run(["keys", "rotate", "ben"], { env })).stdout).toContain(`deleted ${BEN}`);
  await works(world, env);
});

keyringTest(
  "a policy that allows too little stops it before anything changes, and names the statement",
  async (world, env) => {
    await world.run(["keys", "import", "ben"], { env });
    await world.settings({ iamDenied: ["CreateAccessKey"] });
    const denied = await world.run(["keys", "rotate", "ben"], { env });
    expect(denied.stderr).toContain('"Action":"iam:CreateAccessKey"');
    expect(namedKey(world)).toBe(BEN);
    await works(world, env);
    await world.settings({ iamDenied: [] });
    expect((await world.run(["keys", "rotate", "ben"], { env })).status).toBe(0);
    await works(world, env);
  },
);

/** A world where IAM does nothing for a user without an MFA code, and the key of one with a device is in the keyring. */
async function codesAreWanted(world: World, env: Readonly<Record<string, string>>): Promise<void> {
  const file = join(world.home, ".aws/config");
  const device = "[profile ana]\nmfa_serial = arn:aws:iam::111122223333:mfa/ana\n";
  writeFileSync(file, readFileSync(file, "utf8").replace("[profile ana]\n", device));
  for (const profile of ["ana", "keys-no-mfa", "ben"]) await world.run(["keys", "import", profile], { env });
  await world.settings({ iamNeedsMfa: "yes" });
}

keyringTest("where a policy wants an MFA code, it is asked for once", async (world, env) => {
  await codesAreWanted(world, env);
  const session = world.terminal(["keys", "rotate", "ana"], { env });
  await session.waitFor(/MFA code/);
  session.type(await world.code());
  await session.waitFor(/deleted AKIASANDBOXANA000001/);
  expect(await session.exited).toBe(0);
});

keyringTest("an MFA code that a policy wants can be given in an option", async (world, env) => {
  await codesAreWanted(world, env);
  const { stdout } = await world.run(["keys", "rotate", "ana", "--otp", await world.code()], { env });
  expect(stdout).toContain("deleted AKIASANDBOXANA000001");
  const unused = await world.run(["keys", "rotate", "ben", "--otp", "123456"], { env });
  expect(unused.stderr).toContain('cannot use `--otp`: profile "ben" has no `mfa_serial`');
});

keyringTest("a second key of the user is deleted only when it is named", async (world, env) => {
  const second = await secondKey(world);
  await world.run(["keys", "import", "ben"], { env });
  const refused = await world.run(["keys", "rotate", "ben"], { env });
  expect(refused.stderr).toContain(`the user has another key, ${second} (active, made on `);
  for (const [named, reason] of [
    ["AKIANOSUCHKEY0000001", "the user has no key AKIANOSUCHKEY0000001"],
    [BEN, `${BEN} is the key to replace`],
  ] as const) {
    const { stderr } = await world.run(["keys", "rotate", "ben", "--delete", named], { env });
    expect(stderr).toContain(`cannot use \`--delete\`: ${reason}`);
    expect(stderr).toContain(`the user has ${BEN}, ${second} (active`);
  }
  const rotated = await world.run(["keys", "rotate", "ben", "--delete", second], { env });
  expect(rotated.stdout).toContain(`deleted ${BEN}`);
  await works(world, env);
  const none = await world.run(["keys", "rotate", "ben", "--delete", second], { env });
  expect(none.stderr).toContain("`--delete` is not needed");
});

keyringTest("a key that something else has is not replaced, and what has it is named", async (world, env) => {
  const config = join(world.home, ".aws/config");
  const credentials = join(world.home, ".aws/credentials");
  const secret = world.sandbox.accounts.users[1]!.secretAccessKey;
  await world.run(["keys", "import", "ben"], { env });
  const before = [config, credentials].map((file) => readFileSync(file, "utf8"));
  const plain = `aws_access_key_id = ${BEN}\naws_secret_access_key = ${secret}\n`;
  for (const [file, text, named] of [
    [credentials, `[work]\n${plain}`, `profile "work" has it in the clear in ${credentials}`],
    [config, `[profile my work]\n${plain}`, `profile "my work" has it in the clear in ${config}`],
  ] as const) {
    for (const [index, path] of [config, credentials].entries()) writeFileSync(path, before[index] ?? "");
    writeFileSync(file, `${readFileSync(file, "utf8")}\n${text}`);
    const { status, stderr } = await world.run(["keys", "rotate", "ben"], { env });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`cannot rotate ${BEN}: it would stop to work where it is used: ${named}`);
    expect(stderr).toMatch(/`actas keys import (work|'my work')` moves it/);
  }
  for (const [index, path] of [config, credentials].entries()) writeFileSync(path, before[index] ?? "");
  const shell = await world.run(["keys", "rotate", "ben"], { env: { ...env, AWS_ACCESS_KEY_ID: BEN } });
  expect(shell.stderr).toContain("this shell has it in `AWS_ACCESS_KEY_ID`");
  expect((await world.calls()).filter(({ service }) => service === "iam")).toEqual([]);

  const second = await secondKey(world);
  writeFileSync(credentials, `${before[1]}\n[old]\naws_access_key_id = ${second}\naws_secret_access_key = x\n`);
  const refused = await world.run(["keys", "rotate", "ben", "--delete", second], { env });
  expect(refused.stderr).toContain(`cannot delete ${second}: `);
  expect(refused.stderr).toContain('profile "old" has it in the clear');
  expect(namedKey(world)).toBe(BEN);
});

keyringTest(
  "what gets the key while it is rotated stops that before it loses it, and is told how far it is",
  async (world, env) => {
    await world.settings({ newKeySeconds: 3 });
    await world.run(["keys", "import", "ben"], { env });
    const credentials = join(world.home, ".aws/credentials");
    const before = readFileSync(credentials, "utf8");
    const session = world.terminal(["keys", "rotate", "ben"], { env });
    await session.waitFor(/waiting until AWS takes/);
    writeFileSync(credentials, `${before}\n[late]\naws_access_key_id = ${BEN}\naws_secret_access_key = x\n`);
    await session.waitFor(/profiles have AKIASANDBOX\w+ now; AKIASANDBOXBEN000001 is still active/);
    await session.waitFor(/cannot deactivate AKIASANDBOXBEN000001: .*\s*profile\s+"late"\s+has\s+it/);
    expect(await session.exited).not.toBe(0);
    await works(world, env);
    writeFileSync(credentials, before);
    expect((await world.run(["keys", "rotate", "ben"], { env })).stdout).toContain(`deleted ${BEN}`);
  },
);

keyringTest("all profiles that name the key get the new one, and are told", async (world, env) => {
  await world.run(["keys", "import", "ben"], { env });
  const path = join(world.home, ".aws/config");
  const other = `[profile other]\nregion = eu-west-1\nendpoint_url = ${world.sandbox.url}\nactas_access_key_id = ${BEN}\n`;
  writeFileSync(path, `${readFileSync(path, "utf8")}\n${other}`);
  const { stdout } = await world.run(["keys", "rotate", "ben"], { env });
  expect(stdout).toMatch(/^profile "ben" has (\w+) now\nprofile "other" has \1 now\ndeleted /);
  expect((await world.run(["whoami", "other"], { env })).stdout).toContain("user/ben");
});

keyringTest("^C ends a rotation between two steps, says how far it got, and it goes on", async (world, env) => {
  await world.settings({ newKeySeconds: 4 });
  await world.run(["keys", "import", "ben"], { env });
  const session = world.terminal(["keys", "rotate", "ben"], { env });
  await session.waitFor(/waiting until AWS takes/);
  session.press("\x03");
  await session.waitFor(/profiles have AKIASANDBOXBEN000001 as before; AKIASANDBOX\w+ is in the keyring/);
  await session.waitFor(/`actas keys rotate ben` goes on, and\s+`actas keys rotate --undo ben` takes it back/);
  expect(await session.exited).toBe(130);
  const again = world.terminal(["keys", "rotate", "ben"], { env });
  await again.waitFor(/deleted AKIASANDBOXBEN000001/);
  expect(await again.exited).toBe(0);
  const shown = again.raw.split("…").slice(1);
  expect(shown.filter((after) => !after.startsWith("\r\u001b[K"))).toEqual([]);
});

keyringTest("a rotation that is killed at any moment goes on, and no key is lost", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "ben"], { env });
  let kills = 0;
  for (const end = Date.now() + 30_000; kills < MOST_KILLS && Date.now() < end; kills++) {
    await killedRun(world, ["keys", "rotate", "ben"], Math.random() * 1_000, env);
    if (kills % 3 > 0) continue;
    await works(world, env);
    await goOn(world, env);
  }
  await goOn(world, env);
  await works(world, env);
  expect(kills).toBeGreaterThan(5);
});

/** Of a key that AWS made just when the process was killed, nobody knows whose it is: the user has to say. */
async function goOn(world: World, env: Readonly<Record<string, string>>): Promise<void> {
  const { status, stderr } = await world.run(["keys", "rotate", "ben"], { env });
  const [, unknown] = /`--delete (\w+)` deletes that one first/.exec(stderr) ?? [];
  if (status === 0 || !unknown) return expect(stderr).toMatch(/^(actas: note: the keyring still has .*\n)*$/);
  const again = await world.run(["keys", "rotate", "ben", "--delete", unknown], { env });
  expect(again.status).toBe(0);
}

async function secondKey({ sandbox }: World): Promise<string> {
  const { accessKeyId, secretAccessKey } = sandbox.accounts.users[1]!;
  const keys = { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };
  const at = { region: "eu-west-1", endpointUrl: sandbox.url };
  return (await new Iam(new Clock()).createAccessKey(at, keys)).accessKeyId;
}
