import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSecrets, processesOf, readFiles, readProcesses } from "./scan-secrets.ts";
import { until } from "./until.ts";

const place = (text: string) => ({ name: "stderr", text, mayHold: "nothing" }) as const;

test("a secret is found as it is, percent-encoded and in base64", () => {
  const secret = "sandbox-secret/+abc";
  for (const form of [secret, encodeURIComponent(secret), btoa(secret)]) {
    expect(findSecrets([place(`error: ${form}`)])).not.toEqual([]);
  }
  expect(findSecrets([place("error: [secret]")])).toEqual([]);
});

test("the output of `process` may hold temporary credentials, but never the user's own", () => {
  const output = { ...place("sandbox-secret/+abc sandbox-token//+abc"), mayHold: "temporary" } as const;
  expect(findSecrets([output])).toEqual([]);
  expect(findSecrets([{ ...output, text: "sandbox-secret/ana+AAAA" }])).not.toEqual([]);
});

test("a code is found where it stands alone, and the report does not repeat it", () => {
  expect(findSecrets([place("cannot use 123456: wrong")], ["123456"])).toEqual([
    "stderr holds a known value of 6 characters",
  ]);
  expect(findSecrets([place("at 1712345678")], ["123456"])).toEqual([]);
});

test("files are searched, but those that may hold secrets", async () => {
  const root = await mkdtemp(join(tmpdir(), "actas-"));
  await Bun.write(join(root, "state/agent.log"), "sandbox-token//+abc");
  await Bun.write(join(root, ".aws/credentials"), "sandbox-secret/ana");
  const found = findSecrets(await readFiles(root, /^\.aws\//));
  await rm(root, { recursive: true });
  expect(found).toEqual(["file state/agent.log holds sandbox-token"]);
});

test("command lines and environments of the processes of one HOME are searched", async () => {
  const env = { HOME: "/none/actas-scan", KEY: "sandbox-token//+abc" };
  const child = Bun.spawn(["sleep", "5"], { argv0: "sandbox-secret/argv", env });
  // Until it has become `sleep`, it is a copy of this process.
  const places = await until("it has started", async () => {
    const found = await readProcesses("/none/actas-scan", "sandbox-secret/argv");
    return found.length > 0 ? found : undefined;
  });
  child.kill();
  expect(findSecrets(places)).toEqual([
    `command line of process ${child.pid} holds sandbox-secret`,
    `environment of process ${child.pid} holds sandbox-token`,
  ]);
});

test("an agent is found by its socket", async () => {
  const root = await mkdtemp(join(tmpdir(), "actas-scan-"));
  using listener = Bun.listen({ unix: join(root, "agent.sock"), socket: { data() {} } });
  expect((await processesOf(root)).map(({ pid }) => pid)).toEqual([process.pid]);
  listener.stop();
  await rm(root, { recursive: true });
});
