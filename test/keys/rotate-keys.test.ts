import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Iam } from "../../src/aws/iam.ts";
import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { keyringTest } from "../support/keyring-test.ts";
import { PROGRAM } from "../support/program.ts";
import type { World } from "../support/world.ts";

type Variables = Readonly<Record<string, string>>;
const BEN = "AKIASANDBOXBEN000001";

keyringTest("a key is replaced by a new one, and the old one is deleted", async (world, env) => {
  await world.run(["keys", "import", "ben"], { env });
  const { status, stderr, stdout } = await world.run(["keys", "rotate", "ben"], { env });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^profile "ben" has AKIASANDBOX\w{9} now\ndeleted AKIASANDBOXBEN000001\n$/);
  await works(world, env);
  expect(named(world)).not.toBe(BEN);
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
  const made = named(world);
  expect((await world.run(["keys", "rotate", "--undo", "ben"], { env })).stdout).toBe(
    `profile "ben" has ${BEN} again\n`,
  );
  expect(named(world)).toBe(BEN);
  await works(world, env);
  expect((await world.run(["keys", "rotate", "--undo", "ben"], { env })).stderr).toContain("none was begun");
  await world.run(["keys", "rotate", "ben", "--keep-old"], { env });
  expect(named(world)).not.toBe(made);
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
    expect(named(world)).toBe(BEN);
    await works(world, env);
    await world.settings({ iamDenied: [] });
    expect((await world.run(["keys", "rotate", "ben"], { env })).status).toBe(0);
    await works(world, env);
  },
);

keyringTest("where a policy wants an MFA code, it is asked for once", async (world, env) => {
  const file = join(world.home, ".aws/config");
  const device = "[profile ana]\nmfa_serial = arn:aws:iam::111122223333:mfa/ana\n";
  writeFileSync(file, readFileSync(file, "utf8").replace("[profile ana]\n", device));
  await world.run(["keys", "import", "ana"], { env });
  await world.settings({ iamNeedsMfa: "yes" });
  const session = world.terminal(["keys", "rotate", "ana"], { env });
  await session.waitFor(/MFA code/);
  session.type(await world.code());
  await session.waitFor(/deleted AKIASANDBOXANA000001/);
  expect(await session.exited).toBe(0);
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
    const child = Bun.spawn([PROGRAM, "keys", "rotate", "ben"], {
      env: { ...world.environment, ...env },
      cwd: world.home,
      stdio: ["ignore", "ignore", "ignore"],
    });
    await Promise.race([Bun.sleep(Math.random() * 1_000), child.exited]);
    child.kill("SIGKILL");
    await child.exited;
    if (kills % 3 === 0) await works(world, env);
  }
  const last = await world.run(["keys", "rotate", "ben"], { env });
  expect(last).toMatchObject({ status: 0, stderr: expect.stringMatching(/^actas: note: the keyring still has .*\n$/) });
  await works(world, env);
  expect(kills).toBeGreaterThan(5);
});

async function works(world: World, env: Variables): Promise<void> {
  const { stderr, stdout } = await world.run(["whoami", "--no-agent", "ben"], { env });
  expect(`${stdout}${stderr}`).toContain("user/ben");
}

function named({ home }: World): string {
  const config = readFileSync(join(home, ".aws/config"), "utf8");
  return /^actas_access_key_id = (\w+)$/m.exec(config)?.[1] ?? "";
}
