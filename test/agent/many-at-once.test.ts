import { expect } from "bun:test";
import { visit } from "../../src/sandbox/control/control-client.ts";
import { callCounts, killAgent, runningAgent } from "../support/agent-of.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** Enough that all of them are there before the first is answered; `npm run bench` does the same with 1,000. */
const AT_ONCE = 40;

/** Half of them `process`, half `exec`: all succeed, and say nothing. */
async function allAtOnce(world: World, options: readonly string[], target: string): Promise<void> {
  const outcomes = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, number) =>
      world.run(number % 2 ? ["process", ...options, target] : ["exec", ...options, target, "--", "true"]),
    ),
  );
  for (const { status, stderr } of outcomes) expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}

async function starts({ home }: World): Promise<number> {
  const log = await Bun.file(`${home}/.local/state/actas/log/agent.log`).text();
  return log.match(/ started, /g)?.length ?? 0;
}

worldTest("many commands at once without an agent start one, and ask AWS once", async (world) => {
  await allAtOnce(world, [], "readonly");
  expect([await starts(world), await callCounts(world)]).toEqual([
    1,
    { "AssumeRole ReadOnly": 1, GetCallerIdentity: 1 },
  ]);
});

for (const agent of ["without an agent", "with one", "after one was killed"]) {
  worldTest(`many commands at once ${agent} use one code that all of them were given`, async (world) => {
    if (agent !== "without an agent") await world.run(["agent", "start"]);
    if (agent === "after one was killed") await killAgent(world);
    const before = agent === "without an agent" ? 0 : await starts(world);
    await allAtOnce(world, ["--otp", await world.code()], "staging");
    expect((await starts(world)) - before).toBe(agent === "with one" ? 0 : 1);
    expect(await callCounts(world)).toEqual({ GetSessionToken: 1, GetCallerIdentity: 1, "AssumeRole Dev": 1 });
  });
}

worldTest("many commands at once share a sign-in of Identity Center", async (world) => {
  const login = world.terminal(["login", "corp"]);
  const [page] = await login.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
  await visit(world.sandbox.url, page);
  expect(await login.exited).toBe(0);
  await allAtOnce(world, [], "corp:111122223333/Developer");
  expect(await world.calls("GetRoleCredentials")).toHaveLength(1);
});

worldTest("many commands at once run a profile's command once", async (world) => {
  const keys = '{"Version":1,"AccessKeyId":"ASIAX","SecretAccessKey":"x","SessionToken":"x"}';
  await Bun.write(`${world.home}/keys.json`, keys);
  const command = `sh -c 'echo >>"${world.home}/ran"; sleep 1; cat "${world.home}/keys.json"'`;
  await Bun.write(`${world.home}/.aws/config`, `[profile mine]\nregion = eu-west-1\ncredential_process = ${command}\n`);
  const commands = Array.from({ length: AT_ONCE }, () => world.run(["exec", "mine", "--", "true"]));
  for (const { status, stderr } of await Promise.all(commands))
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(await starts(world)).toBe(1);
});

worldTest("many commands at once by way of a project file", async (world) => {
  const content = '{ "profile": "readonly" }\n';
  await Bun.write(`${world.home}/work/.actas.json`, content);
  const digest = new Bun.CryptoHasher("sha256").update(content).digest("hex");
  expect((await world.run(["trust", "--digest", digest], { cwd: "work" })).status).toBe(0);
  const commands = Array.from({ length: AT_ONCE }, () => world.run(["exec", "auto", "--", "true"], { cwd: "work" }));
  for (const { status, stderr } of await Promise.all(commands))
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect((await callCounts(world))["AssumeRole ReadOnly"]).toBe(1);
});

worldTest("an agent that cannot start tells all who wait for it why", async (world) => {
  await Bun.write(`${world.home}/.config/actas/config.json`, "{");
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => world.run(["process", "readonly"])));
  for (const { status, stderr } of outcomes) {
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        /^actas: error: cannot use \S+config\.json: line 1, column 2 is not JSON: a closing brace is missing\n/,
      ),
    });
  }
  expect(await runningAgent(world)).toBeUndefined();
});
