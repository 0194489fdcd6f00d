import { expect } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { killAgent, runningAgent, statusOf } from "../support/agent-of.ts";
import { POLL, WAIT } from "../support/poll.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("the agent has nothing of the environment of the command that starts it but what it needs", async (world) => {
  const env = {
    AWS_SECRET_ACCESS_KEY: "sandbox-secret/env",
    BUN_CONFIG_VERBOSE_FETCH: "curl",
    GITHUB_TOKEN: "sandbox-token//env",
    LD_BIND_NOW: "1",
    NODE_OPTIONS: "--no-warnings",
  };
  expect((await world.run(["process", "readonly"], { env })).status).toBe(0);
  const { agent } = await statusOf(world);
  const variables = readFileSync(`/proc/${agent.pid}/environ`, "latin1").split("\0").filter(Boolean);
  const names = variables.map((variable) => variable.split("=")[0] ?? "");
  const expected = /^(HOME|PATH|LANG|TMPDIR|XDG_\w+|ACTAS_\w+|NO_PROXY|no_proxy)$/;
  expect(names.filter((name) => !expected.test(name))).toEqual([]);
  expect(names).toContain("HOME");
});

worldTest("ACTAS_NO_AUTO_AGENT leaves the start to the user", async (world) => {
  const env = { ACTAS_NO_AUTO_AGENT: "1" };
  const refused = await world.run(["process", "readonly"], { env });
  expect(refused).toEqual({
    status: 6,
    stdout: "",
    stderr:
      `actas: error: cannot reach the agent at ${world.home}/run/actas/agent.sock: ` +
      "none is running, and ACTAS_NO_AUTO_AGENT says not to start one\n" +
      "actas: hint: `actas agent start` starts one\nactas: hint: add `--no-agent` to do without the agent\n",
  });
  expect((await world.run(["agent", "start"], { env })).status).toBe(0);
  expect((await world.run(["process", "readonly"], { env })).status).toBe(0);
});

worldTest("files of the agent before that are no use do not stop the next one", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...WAIT]);
  await program.waitFor(/ready/);
  await killAgent(world);
  const grants = `${world.home}/run/actas/grants`;
  for (const name of readdirSync(grants)) await Bun.write(`${grants}/${name}/grant.json`, '{"id":');
  mkdirSync(`${grants}/not-a-grant`);
  await Bun.write(`${world.home}/run/actas/port`, "99999999\n");
  expect((await world.run(["agent", "start"])).status).toBe(0);
  expect((await statusOf(world)).grants).toEqual([]);
  // A file that no agent can have made belongs to the user, and stays.
  expect(readdirSync(grants)).toEqual(["not-a-grant"]);
  expect((await world.run(["exec", "readonly", "--", "true"])).status).toBe(0);
});

worldTest("when another program has the port, new programs get another", async (world) => {
  await world.signIn("staging");
  const { port } = (await statusOf(world)).agent;
  await killAgent(world);
  using _ = Bun.serve({ hostname: "127.0.0.1", port: port!, fetch: () => new Response("not yours") });
  const program = world.terminal(["exec", "readonly", "--", ...POLL]);
  await program.waitFor(/^200/m);
  expect((await statusOf(world)).agent.port).not.toBe(port!);
});

worldTest("the log is for its owner only, is rotated, and is not what the agent depends on", async (world) => {
  const folder = `${world.home}/.local/state/actas/log`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await Bun.write(`${folder}/agent.log`, "x".repeat(1_000_000));
  await world.signIn("staging");
  const { agent } = await statusOf(world);
  expect(await Bun.file(`${folder}/agent.log.1`).text()).toStartWith("xxx");
  const lines = (await Bun.file(`${folder}/agent.log`).text()).trim().split("\n");
  expect(lines[0]).toMatch(new RegExp(`^[-0-9]{10}T[:.0-9]{12}Z agent ${agent.pid} version \\S+ started, 0 grants$`));
  expect(lines[1]).toMatch(/^\S+ grant [-0-9a-f]{36} for pid \d+, target staging$/);
  expect((await world.runProgram(["stat", "-c", "%a", `${folder}/agent.log`])).stdout).toBe("600\n");
});

worldTest("commands that only look do not start an agent", async (world) => {
  for (const args of [["status"], ["agent", "status"], ["cache", "list"], ["cache", "clear"], ["agent", "stop"]]) {
    expect((await world.run(args)).status).toBe(0);
  }
  expect(await runningAgent(world)).toBeUndefined();
  expect(existsSync(`${world.home}/run/actas`)).toBe(false);
});
