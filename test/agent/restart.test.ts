import { expect, test } from "bun:test";
import { join } from "node:path";
import { holdGrant } from "../support/held-grant.ts";
import { PROGRAM, ROOT } from "../support/program.ts";
import { processesOf } from "../support/scan-secrets.ts";
import { type World, withSandbox } from "../support/world.ts";

const LIMIT_MS = 120_000;

test.concurrent(
  "a restart keeps the sign-in, the port and the programs that use it",
  () =>
    withSandbox(async (world) => {
      await world.signIn("staging");
      await using grant = await holdGrant(world, "staging");
      const before = await (await grant.ask()).json();
      expect((await world.run(["agent", "restart"])).status).toBe(0);
      expect(await (await grant.ask()).json()).toEqual(before);
      expect(await world.calls("GetSessionToken")).toHaveLength(1);
    }),
  LIMIT_MS,
);

test.concurrent(
  "after the agent was killed, the next command brings it back with the same port and the same programs",
  () =>
    withSandbox(async (world) => {
      await using grant = await holdGrant(world, "readonly");
      expect((await grant.ask()).status).toBe(200);
      process.kill(await agentPid(world), "SIGKILL");
      await expect(grant.ask()).rejects.toThrow();
      expect((await world.run(["process", "readonly"])).status).toBe(0);
      expect((await grant.ask()).status).toBe(200);
    }),
  LIMIT_MS,
);

test.concurrent(
  "a program whose sign-in is lost is told what to do, and works again after the user has done it",
  () =>
    withSandbox(async (world) => {
      await world.signIn("staging");
      await using grant = await holdGrant(world, "staging");
      process.kill(await agentPid(world), "SIGKILL");
      expect((await world.run(["agent", "start"])).status).toBe(0);
      const refused = await grant.ask();
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(await refused.text()).toContain("actas ");
      await world.signIn("staging");
      expect((await grant.ask()).status).toBe(200);
    }),
  LIMIT_MS,
);

test.concurrent(
  "a newer program replaces the agent of an older one, and what the user has signed in to stays",
  () =>
    withSandbox(async (world) => {
      const newer = await buildVersion("9.9.9");
      await world.signIn("staging");
      await using grant = await holdGrant(world, "staging");
      const older = await agentPid(world);
      const { status, stderr } = await world.runProgram([newer, "process", "--non-interactive", "staging"]);
      expect(status, stderr).toBe(0);
      expect(await agentPid(world, newer)).not.toBe(older);
      expect((await grant.ask()).status).toBe(200);
      expect(await world.calls("GetSessionToken")).toHaveLength(1);
      await world.runProgram([newer, "agent", "stop"]);
    }),
  LIMIT_MS,
);

async function agentPid({ home }: World, program = PROGRAM): Promise<number> {
  const agent = (await processesOf(home)).find(({ commandLine }) => commandLine.startsWith(program));
  if (!agent) throw new Error("no agent is running");
  return agent.pid;
}

async function buildVersion(version: string): Promise<string> {
  const outfile = `dist/version-${version}/actas`;
  const build = [process.execPath, "scripts/build.ts", "--version", version, "--outfile", outfile];
  await Bun.spawn(build, { cwd: ROOT, stderr: "ignore" }).exited;
  return join(ROOT, outfile);
}
