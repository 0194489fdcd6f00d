import { afterAll, beforeAll, expect } from "bun:test";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { testWith } from "../support/needs.ts";
import { World } from "../support/world.ts";
import { CLIENTS } from "./clients.ts";

/** Java and Python take their time. */
const TIMEOUT_MS = 120_000;
const TARGET = "arn:aws:sts::111122223333:assumed-role/ReadOnly/ben";

let world: World;
let environment: Readonly<Record<string, string>>;

/** One endpoint for all clients, as on a desktop, where the default profile has the keys of another user. */
beforeAll(async () => {
  world = new World();
  const { accessKeyId, secretAccessKey } = world.sandbox.accounts.users.find(({ name }) => name === "ana")!;
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  await appendFile(join(world.home, ".aws/credentials"), `\n[default]\n${keys}`);
  const words = ["serve", "container", "readonly", "--detach", "--port", "0", "--print-env", "--shell", "docker-env"];
  const { status, stderr, stdout } = await world.run(words);
  expect(status, stderr).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  environment = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}, TIMEOUT_MS);

afterAll(async () => {
  await world.run(["serve", "stop"]);
  expect(await world.end()).toEqual([]);
}, TIMEOUT_MS);

for (const client of CLIENTS.filter(({ otherwise }) => otherwise?.exec === undefined)) {
  const name = `${client.name} ${client.version}, which was not started by exec, acts as what is served`;
  testWith({ tools: client.tools, timeoutMs: TIMEOUT_MS }, name, async () => {
    const before = (await world.calls()).length;
    const env = { ...environment, ...client.environment, SANDBOX_URL: world.sandbox.url };
    const { status, stderr, stdout } = await world.runProgram(await client.command(world), { env });
    const signers = (await world.calls()).slice(before).flatMap(({ signedBy }) => signedBy ?? []);
    expect([...new Set(signers)], stdout + stderr).toEqual([TARGET]);
    if (client.status !== "fails anyway") expect(status, stderr).toBe(0);
  });
}
