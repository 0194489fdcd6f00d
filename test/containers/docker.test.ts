import { afterAll, beforeAll, expect } from "bun:test";
import { statusOf } from "../support/agent-of.ts";
import { ASK } from "../support/container-engine.ts";
import { DockerEngine, needsDocker } from "../support/docker-engine.ts";
import { asOrdinaryUser, giveHomeAway } from "../support/ordinary-user.ts";
import { PROGRAM } from "../support/program.ts";
import type { Outcome } from "../support/run-command.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needsDocker();
let engine: DockerEngine;

beforeAll(async () => {
  if (!reason) engine = await DockerEngine.start();
}, 30_000);
afterAll(async () => {
  if (!reason) await engine[Symbol.asyncDispose]();
});

const USR = ["--volume", "/usr:/usr:ro"];
const HEAD = `${ASK} | head -c 16`;
const KEYS = '{"AccessKeyId":"';

function docker(world: World, options: readonly string[], script: string): Promise<Outcome> {
  const words = ["docker", "run", "--rm", ...USR, ...options, "image", "/bin/sh", "-c", script];
  return world.run(["exec", "--container", "readonly", "--", ...words], { env: engine.environment });
}

worldTestUnless(reason, "a container of Docker gets credentials, in whatever network it is", async (world) => {
  for (const options of [
    [],
    ["--network", "none"],
    ["--network=host"],
    ["-p", "127.0.0.1:0:80", "-h", "me", "-u", "77"],
  ]) {
    const { status, stderr, stdout } = await docker(world, options, HEAD);
    expect({ options, status, stdout, stderr }).toEqual({ options, status: 0, stdout: KEYS, stderr: "" });
  }
  await until("the last relay has ended", async () => (await statusOf(world)).grants.length === 0);
  await until("its container is gone", () => engine.ask("ps", "-aq").stdout.length === 0);
});

worldTestUnless(reason, "Docker's command keeps its status, and says itself what it cannot start", async (world) => {
  expect(await docker(world, [], "exit 7")).toEqual({ status: 7, stdout: "", stderr: "" });
  const { status, stderr } = await docker(world, ["--network", "nowhere"], "true");
  expect(status).toBe(125);
  expect(stderr).toContain("network nowhere not found");
});

worldTestUnless(reason, "what Docker keeps of a container and of its relay has a token and no key", async (world) => {
  const words = ["docker", "run", "--name", "inspected", ...USR, "image", "/bin/sh", "-c", "echo up; sleep 600"];
  const session = world.terminalProgram([PROGRAM, "exec", "--container", "readonly", "--", ...words], {
    env: { ...engine.environment, HOME: world.home },
  });
  await session.waitFor(/up/);
  const ids = engine.ask("ps", "-q").stdout.toString().trim().split("\n");
  const known = engine.ask("inspect", ...ids).stdout.toString();
  expect(known).toContain("Bearer ");
  expect(known).not.toMatch(/ASIA|sandbox-secret|sandbox-token/);
  expect((await world.run(["agent", "restart"])).status).toBe(0);
  expect(engine.ask("exec", "inspected", "/bin/sh", "-c", HEAD).stdout.toString()).toBe(KEYS);
  session.kill("SIGKILL");
  await until("the grant has ended", async () => (await statusOf(world)).grants.length === 0);
  engine.ask("rm", "-f", "inspected");
});

worldTestUnless(reason, "an ordinary user who may use Docker can do the same", async (world) => {
  engine.open();
  giveHomeAway(world);
  const words = ["docker", "run", "--rm", ...USR, "image", "/bin/sh", "-c", HEAD];
  const own = { env: { ...engine.environment, HOME: world.home } };
  const typed = asOrdinaryUser([PROGRAM, "exec", "--container", "readonly", "--", ...words]);
  expect(await world.runProgram(typed, own)).toEqual({ status: 0, stdout: KEYS, stderr: "" });
  await world.runProgram(asOrdinaryUser([PROGRAM, "agent", "stop"]), own);
});
