import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rotate } from "../../src/access-keys/rotation.ts";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { keyringTest } from "../support/keyring-test.ts";
import { toolsWith } from "../support/rotation-tools.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const BEN = "AKIASANDBOXBEN000001";
/** The endpoints of the profile count. */
const NO_VARIABLES = { AWS_ENDPOINT_URL: "" };

/** Like a local imitation of AWS, it takes any key and knows none. */
function startImitation() {
  const actions: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const action = new URLSearchParams(await request.text()).get("Action") ?? "";
      actions.push(action);
      const list = "<IsTruncated>false</IsTruncated><AccessKeyMetadata></AccessKeyMetadata>";
      return new Response(`<${action}Response><${action}Result>${list}</${action}Result></${action}Response>`);
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, actions, [Symbol.dispose]: () => void server.stop(true) };
}

keyringTest("a server that does not know the key of a profile changes nothing", async (world, env) => {
  await world.run(["keys", "import", "ben"], { env });
  using other = startImitation();
  moveProfile(world, other.url);
  const { status, stderr } = await world.run(["keys", "rotate", "ben"], { env: { ...env, ...NO_VARIABLES } });
  expect(status).not.toBe(0);
  expect(stderr).toContain(`cannot rotate ${BEN}: IAM at ${other.url}`);
  expect(stderr).toContain("lists no such key of the user");
  expect([...new Set(other.actions)]).toEqual(["ListAccessKeys"]);
  await hasSecretOfBen(world, env);
});

keyringTest("no key is taken from a server that only this shell names", async (world, env) => {
  await world.run(["keys", "import", "ben"], { env });
  using other = startImitation();
  for (const name of ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS"]) {
    const elsewhere = { ...env, ...NO_VARIABLES, [name]: other.url };
    const { status, stderr } = await world.run(["keys", "rotate", "ben"], { env: elsewhere });
    expect(status).not.toBe(0);
    expect(stderr).toContain('cannot rotate the key of profile "ben": variables of this shell name ');
  }
  const ignored = { ...env, ...NO_VARIABLES, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" };
  expect((await world.run(["keys", "rotate", "ben"], { env: ignored })).stderr).toContain("name AWS's own endpoints");
  expect(other.actions).toEqual([]);
  await hasSecretOfBen(world, env);
});

keyringTest(
  "a server of one profile gives no key to another profile, of AWS, that names the same",
  async (world, env) => {
    await world.run(["keys", "import", "ben"], { env });
    const path = join(world.home, ".aws/config");
    const before = `${readFileSync(path, "utf8")}\n[profile real]\nregion = eu-west-1\nactas_access_key_id = ${BEN}\n`;
    writeFileSync(path, before);
    for (const profile of ["ben", "real"]) {
      const { status, stderr } = await world.run(["keys", "rotate", profile], { env: { ...env, ...NO_VARIABLES } });
      expect(status).not.toBe(0);
      expect(stderr).toContain(`cannot rotate the key of profile "${profile}": profile "`);
      expect(stderr).toContain("AWS's own endpoints");
    }
    expect(readFileSync(path, "utf8")).toBe(before);
    expect((await world.calls()).filter(({ service }) => service === "iam")).toEqual([]);
  },
);

keyringTest("a rotation goes on, and back, only at the endpoints it was begun with", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "ben"], { env });
  await world.run(["keys", "rotate", "--keep-old", "ben"], { env });
  const config = readFileSync(join(world.home, ".aws/config"), "utf8");
  using other = startImitation();
  for (const words of [["ben"], ["--undo", "ben"]]) {
    moveProfile(world, other.url);
    const { status, stderr } = await world.run(["keys", "rotate", ...words], { env: { ...env, ...NO_VARIABLES } });
    expect(status).not.toBe(0);
    const [was, is] = [world.sandbox.url, other.url].map((url) => `IAM at ${url}, STS at ${url}`);
    expect(stderr).toContain(
      `cannot go on with the rotation of ${BEN}: it was begun with ${was}, and now there is ${is}`,
    );
  }
  expect(other.actions).toEqual([]);
  writeFileSync(join(world.home, ".aws/config"), config);
  await world.run(["keys", "rotate", "--undo", "ben"], { env });
  await hasSecretOfBen(world, env);
});

worldTest("a secret leaves the keyring only where AWS itself said that its key is deleted", async (world) => {
  await world.settings({ newKeySeconds: 0 });
  const { accessKeyId, secretAccessKey } = world.sandbox.accounts.users[1]!;
  let key: Credentials = { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };
  for (const elsewhere of [undefined, "IAM at another server"]) {
    const keyring = new Map([[key.accessKeyId, key]]);
    const record = await rotate(key.accessKeyId, {}, toolsWith(keyring, elsewhere, world));
    expect([...keyring.keys()]).toEqual(elsewhere ? [key.accessKeyId, record.made!] : [record.made!]);
    key = keyring.get(record.made!)!;
  }
});

/** Lets profile ben name another server. */
function moveProfile({ home, sandbox }: World, url: string): void {
  const path = join(home, ".aws/config");
  const [before = "", after = ""] = readFileSync(path, "utf8").split("[profile ben]\n");
  writeFileSync(
    path,
    `${before}[profile ben]\n${after.replace(`endpoint_url = ${sandbox.url}`, `endpoint_url = ${url}`)}`,
  );
}

async function hasSecretOfBen(world: World, env: Readonly<Record<string, string>>): Promise<void> {
  const { stdout } = await world.run(["keys", "export", "ben"], { env });
  expect(stdout).toContain(BEN);
  expect(stdout).toContain(world.sandbox.accounts.users[1]!.secretAccessKey);
}
