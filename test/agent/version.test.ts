import { afterAll, beforeAll, expect } from "bun:test";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { hasEnded, killAgent, statusOf } from "../support/agent-of.ts";
import { exchange } from "../support/exchange.ts";
import { holdGrant } from "../support/held-grant.ts";
import { needs } from "../support/needs.ts";
import { POLL } from "../support/poll.ts";
import { thiefAt } from "../support/port-thief.ts";
import { ROOT } from "../support/program.ts";
import { processesOf } from "../support/scan-secrets.ts";
import { until } from "../support/until.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";
import { inBothForms } from "../system/in-both-forms.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-newer-"));
const NEWER = join(folder, "actas");
const CHANGEABLE = join(folder, "changeable");
const NEWER_VERSION = "99.0.0";

beforeAll(() => {
  const args = ["--version", NEWER_VERSION, "--outfile", relative(ROOT, NEWER)];
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, join(ROOT, "scripts/build.ts"), ...args], {
    cwd: ROOT,
  });
  if (exitCode !== 0) throw new Error(String(stderr));
  cpSync(NEWER, CHANGEABLE);
  chmodSync(CHANGEABLE, 0o777);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

worldTest("a newer command is answered by a newer agent, which has all that the old one had", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...POLL]);
  await program.waitFor(/^200 ASIA/m);
  const before = await statusOf(world);
  const calls = await world.calls();
  const newer = await Promise.all(
    Array.from({ length: 8 }, () => world.runProgram([NEWER, "process", "--non-interactive", "staging"])),
  );
  for (const { status, stderr } of newer) expect({ status, stderr }).toEqual({ status: 0, stderr: "" });

  const after = await statusOf(world);
  expect(after.agent).toMatchObject({ version: NEWER_VERSION, port: before.agent.port! });
  expect(hasEnded(before.agent.pid)).toBe(true);
  expect(after.credentials).toEqual(before.credentials);
  expect(after.grants).toMatchObject([{ pid: program.pid }]);
  expect(await world.calls()).toEqual(calls);
  expect(program.screen).not.toMatch(/^40/m);
});

const UPGRADES = 20;

worldTestUnless(
  needs("root", "setpriv", "python3"),
  "another user never gets the port while a newer version takes over",
  async (world) => {
    await using grant = await holdGrant(world, "readonly");
    const port = Number(new URL(grant.url).port);
    const thief = await thiefAt(port);
    for (let upgrade = 0; upgrade < UPGRADES; upgrade++) {
      expect((await world.runProgram([NEWER, "process", "readonly"])).status).toBe(0);
      expect((await statusOf(world)).agent).toMatchObject({ version: NEWER_VERSION, port });
      await killAgent(world);
      expect((await world.run(["agent", "start"])).status).toBe(0);
    }
    expect((await thief.end()).took).toBeUndefined();
    expect((await grant.ask()).status).toBe(200);
  },
);

worldTest("a newer command stops the agent that runs, and starts none in its place", async (world) => {
  await using grant = await holdGrant(world, "readonly");
  const { agent } = await statusOf(world);
  const { status, stdout, stderr } = await world.runProgram([NEWER, "agent", "stop"]);
  expect({ status, stdout, stderr }).toEqual({
    ...{ status: 0, stdout: `stopped the agent, pid ${agent.pid}\n` },
    stderr: "actas: 1 program loses its credentials: sh (readonly)\n",
  });
  await until("the agent has ended", () => hasEnded(agent.pid));
  expect((await world.run(["agent", "status"])).stdout).toStartWith("agent   not running\n");
  await expect(grant.ask()).rejects.toThrow();
});

worldTest("an older command goes on with the newer agent", async (world) => {
  await world.runProgram([NEWER, "agent", "start"]);
  const { agent } = await statusOf(world);
  expect(agent.version).toBe(NEWER_VERSION);
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  expect((await statusOf(world)).agent).toEqual(agent);
});

worldTest("when the newer agent does not come up, the old one goes on and says so", async (world) => {
  await world.signIn("staging");
  const { agent } = await statusOf(world);
  const config = `${world.home}/.config/actas/config.json`;
  await Bun.write(config, "{");
  const { stderr } = await world.runProgram([NEWER, "process", "--non-interactive", "staging"]);
  expect(stderr).toMatch(/^actas: note: the agent is still version \S+: it could not be replaced; its log says why\n/);

  const restart = await world.run(["agent", "restart"]);
  expect(restart.status).toBe(6);
  const reason = `cannot use ${config}: line 1, column 2 is not JSON: a closing brace is missing`;
  const goesOn = `the agent, pid ${agent.pid}, goes on with all it holds`;
  expect(restart.stderr).toStartWith(
    `actas: error: cannot restart the agent: ${reason}; ${goesOn}\nactas: hint: it may say `,
  );
  await rm(config);
  const { status, stdout } = await world.run(["process", "--non-interactive", "staging"]);
  expect(status).toBe(0);
  expect(stdout).toStartWith('{"Version":1,');
  expect((await statusOf(world)).agent).toEqual(agent);
});

worldTest("a next agent that says nothing is ended, and the one before goes on", async (world) => {
  await world.run(["agent", "start"]);
  const { agent } = await statusOf(world);
  using mute = inBothForms("mute-successor");
  const [, words = []] = mute.forms[1] ?? [];
  const { stdout } = await world.runProgram([...words, agent.socket]);
  expect(stdout).toContain("did not become ready");
  await until("it is gone", async () => {
    const processes = await processesOf(world.home);
    return !processes.some(({ commandLine }) => commandLine.includes("--successor"));
  });
  expect((await statusOf(world)).agent).toEqual(agent);
});

worldTest("a program that others may change does not become the agent", async (world) => {
  await world.signIn("staging");
  const { agent } = await statusOf(world);
  expect((await world.runProgram([CHANGEABLE, "process", "--non-interactive", "staging"])).status).toBe(0);
  const { stderr } = await world.runProgram([CHANGEABLE, "agent", "restart"]);
  expect(stderr).toStartWith(
    "actas: error: cannot restart the agent: the program that asked is not a file only its owner can change\n",
  );
  expect((await statusOf(world)).agent).toEqual(agent);
  // It says nothing about another program of that version.
  expect((await world.runProgram([NEWER, "process", "--non-interactive", "staging"])).status).toBe(0);
  expect((await statusOf(world)).agent.version).toBe(NEWER_VERSION);
});

worldTest("a command of another protocol is told which versions there are", async (world) => {
  await world.run(["agent", "start"]);
  const { version } = (await statusOf(world)).agent;
  const old = { protocol: 0, version: "0.0.1", request: "tell-fortune" };
  expect(await exchange(world, JSON.stringify(old))).toEqual([
    {
      type: "error",
      error: "agent-unreachable",
      error_description: `cannot answer: the agent is version ${version}, this command is 0.0.1`,
      hints: ["`actas agent restart` with the command you want to use"],
    },
  ]);
});
