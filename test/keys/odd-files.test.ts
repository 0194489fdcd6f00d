import { expect } from "bun:test";
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
import type { World } from "../support/world.ts";
import { BEN } from "./user-ben.ts";

keyringTest(
  "a credentials file that is a link stays one, and the file that it leads to is changed",
  async (world, env) => {
    using folder = temporaryFolder();
    const [file, place] = [credentialsOf(world), join(folder.path, "keys")];
    copyFileSync(file, place);
    rmSync(file);
    symlinkSync(place, file);
    expect((await world.run(["keys", "import", "--alone", "ben"], { env })).status).toBe(0);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(place, "utf8")).not.toContain(BEN);
  },
);

keyringTest("a credentials file that is read-only stays as it is, and so does its key", async (world, env) => {
  const file = credentialsOf(world);
  const before = readFileSync(file, "utf8");
  chmodSync(file, 0o400);
  const { status, stderr } = await world.run(["keys", "import", "--alone", "ben"], { env });
  expect(status).not.toBe(0);
  expect(stderr).toContain(`cannot change ${file}: it is read-only`);
  expect(readFileSync(file, "utf8")).toBe(before);
  expect((await world.run(["whoami", "ben"], { env })).stdout).toContain("user/ben");
  chmodSync(file, 0o600);
  expect((await world.run(["keys", "import", "--alone", "ben"], { env })).status).toBe(0);
});

keyringTest("a file with the line ends of Windows keeps them", async (world, env) => {
  const file = credentialsOf(world);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
  expect((await world.run(["keys", "import", "--alone", "ben"], { env })).status).toBe(0);
  const after = readFileSync(file, "utf8");
  expect(after).not.toContain(BEN);
  expect(after.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect((await world.run(["keys", "export", "ben"], { env })).stdout).toContain(BEN);
});

keyringTest("the key of `[default]` is moved, one in `[DEFAULT]` is everyone's and stays", async (world, env) => {
  const [file, config] = [credentialsOf(world), join(world.home, ".aws/config")];
  const { accessKeyId, secretAccessKey } = world.sandbox.accounts.users.find(({ name }) => name === "ben")!;
  const key = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  const settings = `region = eu-west-1\nendpoint_url = ${world.sandbox.url}\n`;
  writeFileSync(config, `[profile other]\n${settings}`);
  writeFileSync(file, `[DEFAULT]\n${key}[other]\n`);
  const everyone = await world.run(["keys", "import", "--alone", "other"], { env });
  expect(everyone.status).not.toBe(0);
  expect(everyone.stderr).toContain("`[DEFAULT]`");
  expect(readFileSync(file, "utf8")).toBe(`[DEFAULT]\n${key}[other]\n`);
  writeFileSync(config, `[default]\n${settings}`);
  writeFileSync(file, `[default]\n${key}`);
  expect((await world.run(["keys", "import", "--alone", "default"], { env })).status).toBe(0);
  expect(readFileSync(file, "utf8")).toBe("");
  expect(readFileSync(config, "utf8")).toBe(`[default]\n${settings}actas_access_key_id = ${BEN}\n`);
  expect((await world.run(["keys", "export", "default"], { env })).stdout).toContain(secretAccessKey);
});

keyringTest("the key that another tool prints as JSON is added as it is", async (world, env) => {
  const { accessKeyId, secretAccessKey } = world.sandbox.accounts.users.find(({ name }) => name === "ben")!;
  const printed = JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey });
  expect((await world.run(["keys", "add", "handed-over"], { env, input: printed })).status).toBe(0);
  expect((await world.run(["whoami", "handed-over"], { env })).stdout).toContain("user/ben");
});

function credentialsOf({ home }: World): string {
  return join(home, ".aws/credentials");
}

/** Outside of HOME, where a test looks for secrets when it ends. */
function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "actas-keys-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}
