import { expect } from "bun:test";
import { readdirSync } from "node:fs";
import { changeSettings, visit } from "../../src/sandbox/control/control-client.ts";
import type { Behaviour } from "../../src/sandbox/control/person.ts";
import { holdGrant } from "../support/held-grant.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const DEPLOY = "arn:aws:iam::111122223333:role/Deploy";
const DEV = "corp:111122223333/Developer";

async function signIn(world: World, source: string, behaviour: Behaviour = {}): Promise<void> {
  const login = world.terminal(["login", "--again", source]);
  const [page] = await login.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
  await visit(world.sandbox.url, page, behaviour);
  expect(await login.exited).toBe(0);
}

async function keyOf(world: World, ...words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await world.run(["process", ...words]);
  expect(stderr).toBe("");
  return JSON.parse(stdout).AccessKeyId;
}

worldTest("credentials that the server lends for one use are asked for each time, others once", async (world) => {
  await signIn(world, "contoso");
  expect(await keyOf(world, "contoso:dev")).toBe(await keyOf(world, "contoso:dev"));
  await changeSettings(world.sandbox.url, { mairuNoCache: "true" });
  expect(await keyOf(world, "contoso:readonly")).not.toBe(await keyOf(world, "contoso:readonly"));
});

worldTest("one more role follows a role of a source, with the name of the session before it", async (world) => {
  await signIn(world, "contoso");
  const hop = ["--assume-role", DEPLOY];
  const before = (await world.run(["whoami", "contoso:dev"])).stdout;
  const session = /assumed-role\/Dev\/(\S+)/.exec(before)?.[1];
  expect(session).toBeTruthy();
  expect((await world.run(["whoami", ...hop, "contoso:dev"])).stdout).toContain(`assumed-role/Deploy/${session}`);

  const named = [...hop, "--assume-role-session-name", "nightly", "--assume-role-duration-seconds", "900"];
  expect((await world.run(["whoami", ...named, "contoso:dev"])).stdout).toContain("assumed-role/Deploy/nightly");
  expect((await world.calls("AssumeRole")).at(-1)).toMatchObject({ durationSeconds: 900 });
  const inCommand = await world.run([
    "exec",
    "--mode",
    "env",
    ...named,
    "contoso:dev",
    "--",
    "printenv",
    "ACTAS_TARGET",
  ]);
  expect(inCommand.stdout).toBe("contoso:dev\n");
  expect(await keyOf(world, ...named, "contoso:dev")).not.toBe(await keyOf(world, "contoso:dev"));
});

worldTest("a person who signs in does not get the credentials lent to the one before", async (world) => {
  await signIn(world, "corp");
  const target = "corp:111122223333/ReadOnly";
  const ofAna = await keyOf(world, target);
  await signIn(world, "corp", { person: "ben" });
  expect(await keyOf(world, target)).not.toBe(ofAna);
  const refused = await world.run(["process", DEV]);
  expect(refused.status).toBe(5);
  expect(refused.stderr).toContain("`actas list roles corp`");
});

worldTest("after a logout a running program gets no more credentials until the next login", async (world) => {
  await signIn(world, "corp");
  await using program = await holdGrant(world, DEV);
  expect((await program.ask()).status).toBe(200);
  expect((await world.run(["logout", "corp"])).stdout).toBe('signed out of "corp"\n');
  const refused = await program.ask();
  expect(refused.status).toBe(401);
  expect(await refused.text()).toContain(`"Code":"SignInRequired"`);
  await signIn(world, "corp");
  await until("the program gets credentials", async () => (await program.ask()).status === 200);
});

worldTest("a sign-in that is shared with the AWS CLI can be ended when no agent runs any more", async (world) => {
  const url = `${world.sandbox.url}/start`;
  const options = ["--start-url", url, "--region", "eu-west-1", "--share-sso-cache", "--overwrite"];
  expect((await world.run(["setup", "sso", "corp", ...options])).status).toBe(0);
  await signIn(world, "corp");
  const shared = (): string[] => readdirSync(`${world.home}/.aws/sso/cache`);
  expect(shared()).toHaveLength(1);
  await world.run(["agent", "stop"]);
  expect((await world.run(["logout", "corp"])).stdout).toBe('signed out of "corp"\n');
  expect(shared()).toEqual([]);
});

worldTest("`cache clear --only sign-ins` signs out here, and `--only credentials` does not", async (world) => {
  await signIn(world, "contoso");
  await keyOf(world, "contoso:dev");
  expect((await world.run(["cache", "clear", "--only", "credentials"])).stdout).toBe("forgot 1 entry\n");
  await keyOf(world, "contoso:dev");
  expect((await world.run(["cache", "clear", "--only", "sign-ins"])).stdout).toBe(
    "forgot 1 entry; no longer signed in to contoso\n",
  );
  expect((await world.run(["list", "sign-ins"])).stdout).toBe("");
  expect((await world.run(["process", "--refresh", "contoso:dev"])).status).toBe(4);
});

worldTest("who waits for more than two seconds hears what for", async (world) => {
  await signIn(world, "contoso");
  await world.faults({ latencyMs: 2_500 });
  const waiting = world.terminal(["exec", "contoso:dev", "--", "echo", "here"]);
  await waiting.waitFor(/^actas: waiting for AWS …$/m);
  await waiting.waitFor(/^here$/m);
});
