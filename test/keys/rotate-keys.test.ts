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
  await world.run(["keys", "import", "ana"], { env });
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
});

keyringTest("a second key of the user is deleted only when it is named", async (world, env) => {
  const { accessKeyId, secretAccessKey } = world.sandbox.accounts.users[1]!;
  const keys = { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };
  const at = { region: "eu-west-1", endpointUrl: world.sandbox.url };
  const { accessKeyId: second } = await new Iam(new Clock()).createAccessKey(at, keys);
  await world.run(["keys", "import", "ben"], { env });
  const refused = await world.run(["keys", "rotate", "ben"], { env });
  expect(refused.stderr).toContain(`the user has another key, ${second} (active), and AWS allows two`);
  const rotated = await world.run(["keys", "rotate", "ben", "--delete", second], { env });
  expect(rotated.stdout).toContain(`deleted ${BEN}`);
  await works(world, env);
});

keyringTest("a rotation that is killed at any moment goes on, and no key is lost", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "ben"], { env });
  let kills = 0;
  for (const end = Date.now() + 30_000; kills < 60 && Date.now() < end; kills++) {
    await killedRun(world, ["keys", "rotate", "ben"], Math.random() * 1_000, env);
    if (kills % 3 === 0) await works(world, env);
  }
  const last = await world.run(["keys", "rotate", "ben"], { env });
  expect(last).toMatchObject({ status: 0, stderr: expect.stringMatching(/^actas: note: the keyring still has .*\n$/) });
  await works(world, env);
  expect(kills).toBeGreaterThan(5);
});
