import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rotate } from "../../src/access-keys/rotation.ts";
import { Signer } from "../../src/access-keys/signer.ts";
import { Iam } from "../../src/aws/iam.ts";
import { Sts } from "../../src/aws/sts.ts";
import { Clock } from "../../src/base/clock.ts";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { keyringTest } from "../support/keyring-test.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const BEN = "AKIASANDBOXBEN000001";

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
  for (const name of ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IAM"]) {
    const { status, stderr } = await world.run(["keys", "rotate", "ben"], { env: { ...env, [name]: other.url } });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`cannot rotate ${BEN}: IAM at ${other.url}`);
    expect(stderr).toContain("lists no such key of the user");
  }
  expect([...new Set(other.actions)]).toEqual(["ListAccessKeys"]);
  await hasSecretOfBen(world, env);
});

keyringTest("a rotation goes on, and back, only at the endpoints it was begun with", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "ben"], { env });
  await world.run(["keys", "rotate", "--keep-old", "ben"], { env });
  const config = readFileSync(join(world.home, ".aws/config"), "utf8");
  using other = startImitation();
  for (const words of [["ben"], ["--undo", "ben"]]) {
    const elsewhere = { ...env, AWS_ENDPOINT_URL_IAM: other.url };
    const { status, stderr } = await world.run(["keys", "rotate", ...words], { env: elsewhere });
    expect(status).not.toBe(0);
    const [was, is] = [world.sandbox.url, other.url].map((url) => `IAM at ${url}, STS at ${world.sandbox.url}`);
    expect(stderr).toContain(
      `cannot go on with the rotation of ${BEN}: it was begun with ${was}, and now there is ${is}`,
    );
  }
  expect(readFileSync(join(world.home, ".aws/config"), "utf8")).toBe(config);
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

function toolsWith(keyring: Map<string, Credentials>, elsewhere: string | undefined, world: World) {
  const [clock, at] = [new Clock(), { region: "eu-west-1", endpointUrl: world.sandbox.url }];
  const stsAt = { ...at, scope: "regional" } as const;
  const place = { iam: new Iam(clock), iamAt: at, sts: new Sts(clock), stsAt, hasMfa: false, elsewhere };
  const tell = (): void => undefined;
  return {
    profile: "ben",
    place,
    signer: new Signer({ place, session: () => Promise.reject(new Error("no session")), tell }),
    kept: {
      ids: async () => [...keyring.keys()].map((accessKeyId) => ({ accessKeyId, keyring: "keyring" as const })),
      keep: async (made: Credentials) => void keyring.set(made.accessKeyId, made),
      keys: async (id: string) => keyring.get(id)!,
      remove: async (id: string) => keyring.delete(id),
      secret: async (id: string) => keyring.get(id)?.secretAccessKey,
    },
    keyring: "keyring" as const,
    state: join(world.home, ".local/state/actas"),
    rename: async () => undefined,
    tell,
  };
}

async function hasSecretOfBen(world: World, env: Readonly<Record<string, string>>): Promise<void> {
  const { stdout } = await world.run(["keys", "export", "ben"], { env });
  expect(stdout).toContain(BEN);
  expect(stdout).toContain(world.sandbox.accounts.users[1]!.secretAccessKey);
}
