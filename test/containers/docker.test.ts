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

worldTestUnless(reason, "`--publish-all` publishes the ports that the image names, and `--expose`", async (world) => {
  engine.makeImage("exposing", "EXPOSE 8000", "EXPOSE 9000/udp");
  const script = `${HEAD}; exec python3 -m http.server 8000`;
  const words = ["docker", "run", "--rm", ...USR, "-P", "--expose", "7000", "exposing", "/bin/sh", "-c", script];
  const session = world.terminalProgram([PROGRAM, "exec", "--container", "readonly", "--", ...words], {
    env: { ...engine.environment, HOME: world.home },
  });
  await session.waitFor(/AccessKeyId/);
  const shown = engine.ask("ps", "--format", "{{.Ports}}", "--filter", "name=actas-relay").stdout.toString();
  const published = shown.split("\n").find((line) => line.includes("->8000/tcp")) ?? "";
  for (const port of ["7000/tcp", "9000/udp"]) expect(published).toContain(`->${port}`);
  const [, port] = /0\.0\.0\.0:(\d+)->8000\/tcp/.exec(published) ?? [];
  const ask = `import urllib.request; print(urllib.request.urlopen("http://127.0.0.1:${port}").status)`;
  await until(
    "the program answers at its port",
    () => engine.inNetwork("python3", "-c", ask).stdout.toString() === "200\n",
  );
  session.press("\x03");
  expect(await session.exited).not.toBeNull();
});

worldTestUnless(
  reason,
  "an image that cannot be had for its ports starts no relay, and Docker says why",
  async (world) => {
    const run = (...options: readonly string[]) =>
      world.run(["exec", "--container", "readonly", "--", "docker", "run", "-P", ...options, "nothing.invalid/none"], {
        env: engine.environment,
      });
    const missing = await run();
    expect(missing.status).toBe(125);
    expect(missing.stderr).toMatch(/no such host|lookup|dial|connect(.|\n)*\n/);
    expect(missing.stderr).toEndWith(
      'actas: error: cannot publish the ports of "nothing.invalid/none": Docker has not got the image\n',
    );
    const never = await run("--pull=never");
    expect([never.status, never.stderr]).toEqual([125, expect.stringContaining("No such image")]);
    await until("the last relay has ended", async () => (await statusOf(world)).grants.length === 0);
  },
);

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
