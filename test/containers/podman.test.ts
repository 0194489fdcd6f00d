import { expect } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { hasEnded, killAgent, statusOf } from "../support/agent-of.ts";
import { ASK, ContainerEngine, needsEngine } from "../support/container-engine.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";

/** Writes each new access key that botocore gets, until there are as many. */
const KEYS = (count: number): string => `python3 -c '
import botocore.session, select
credentials, seen = botocore.session.get_session().get_credentials(), []
while len(seen) < ${count}:
    key = credentials.get_frozen_credentials().access_key
    if key not in seen: print(key, flush=True)
    seen = list(dict.fromkeys([*seen, key]))
    select.select([], [], [], 0.2)'`;

/** For a container that goes on when the engine's command has ended. */
const IN_BACKGROUND = ["--detach", "--name", "background"];

function testWithEngine(name: string, body: (world: World, engine: ContainerEngine) => Promise<void>): void {
  worldTestUnless(needsEngine(), name, async (world) => {
    await using engine = await ContainerEngine.start(world);
    await body(world, engine);
  });
}

/** Starts a container that gets credentials and only waits. */
async function startWaiting(engine: ContainerEngine, network: string): Promise<void> {
  const container = engine.container(network, IN_BACKGROUND, "sleep 600");
  const { status, stderr } = await engine.run(["exec", "--container", "readonly", "--", ...container]);
  expect(status, stderr).toBe(0);
}

/** What a program in that container gets from its endpoint. */
async function asked(engine: ContainerEngine): Promise<string> {
  return (await engine.ask("exec", "background", "/bin/sh", "-c", ASK)).stdout;
}

testWithEngine("a container gets the credentials of the target, in whatever network it is", async (world, engine) => {
  for (const network of ["none", "bridge", "slirp4netns", "host"]) {
    const container = engine.container(network, ["--rm"], KEYS(1));
    const { status, stderr, stdout } = await engine.run(["exec", "--container", "readonly", "--", ...container]);
    expect(status, `${network}: ${stderr}`).toBe(0);
    expect(stdout, network).toBe(`${(await statusOf(world)).credentials[0]?.accessKeyId}\n`);
    expect((await statusOf(world)).grants, network).toEqual([]);
  }
});

testWithEngine("the AWS CLI in a container acts as the role", async ({ sandbox }, engine) => {
  const container = engine.container("host", ["--rm"], `aws --endpoint-url ${sandbox.url} sts get-caller-identity`);
  const { status, stderr, stdout } = await engine.run(["exec", "--container", "readonly", "--", ...container]);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain("assumed-role/ReadOnly/");
});

testWithEngine("with the network of the machine and the variables of `exec` no relay is needed", async (_, engine) => {
  const endpoint = ["--env", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "--env", "AWS_CONTAINER_AUTHORIZATION_TOKEN"];
  const container = engine.container("host", ["--rm", "--user", "0:0", ...endpoint], ASK);
  const { stderr, stdout } = await engine.run(["exec", "readonly", "--", ...container]);
  expect(stdout, stderr).toContain('"AccessKeyId":');
});

testWithEngine("a container's credentials are renewed while it runs, over two expiries", async (world, engine) => {
  await world.faults({ lifetimeSeconds: 5 });
  const container = engine.container("bridge", ["--rm"], KEYS(3));
  const { status, stderr, stdout } = await engine.run(["exec", "--container", "readonly", "--", ...container]);
  expect(status, stderr).toBe(0);
  expect(stdout.trim().split("\n")).toHaveLength(3);
});

testWithEngine("a container in the background has credentials until it is killed", async (world, engine) => {
  await startWaiting(engine, "none");
  const [grant] = (await statusOf(world)).grants;
  expect(grant).toMatchObject({ program: "podman", target: "readonly" });
  expect(await asked(engine)).toContain('"AccessKeyId":');
  await engine.ask("kill", "background");
  await until("the relay has ended", () => hasEnded(grant!.pid));
  expect((await statusOf(world)).grants).toEqual([]);
  expect((await world.runProgram(["ls", `${world.home}/run/actas/grants`])).stdout).toBe("");
});

testWithEngine(
  "a container goes on when its agent restarts, crashes, or is away for a while",
  async (world, engine) => {
    await startWaiting(engine, "bridge");
    expect((await world.run(["agent", "restart"])).status).toBe(0);
    expect(await asked(engine)).toContain('"AccessKeyId":');
    await killAgent(world);
    expect(await asked(engine)).toMatch(/^503 .*"RequestTimeout"/);
    expect((await engine.run(["agent", "start"])).status).toBe(0);
    expect(await asked(engine)).toContain('"AccessKeyId":');
    expect((await statusOf(world)).grants).toHaveLength(1);
  },
);

testWithEngine("a container goes on when the command that started it is killed", async (world, engine) => {
  const container = engine.container("none", ["--name", "background"], "echo runs; sleep 600");
  const words = engine.here([
    ...["env", ...Object.entries(engine.environment).map(([name, value]) => `${name}=${value}`)],
    ...["actas", "exec", "--container", "readonly", "--", ...container],
  ]);
  const child = Bun.spawn(words, { stdin: "ignore", stdout: "pipe", stderr: "ignore", env: engine.environment });
  await child.stdout.getReader().read();
  child.kill("SIGKILL");
  await child.exited;
  expect(await asked(engine)).toContain('"AccessKeyId":');
  await engine.ask("rm", "--force", "--time", "0", "background");
  await until("the grant has ended", async () => (await statusOf(world)).grants.length === 0);
});

testWithEngine("a container without a relay is not started, and the user reads why", async (world, engine) => {
  const words = engine.container("none", ["--rm"], "echo started");
  const late = join(world.home, "podman");
  await Bun.write(
    late,
    `#!/bin/sh\nkill -9 $(actas status --json | grep -m 1 -o '[0-9]*,$' | tr -d ,)\nexec /usr/bin/podman "$@"\n`,
  );
  chmodSync(late, 0o755);
  const session = world.terminalProgram(
    engine.here(["actas", "exec", "--container", "readonly", "--", late, ...words.slice(1)]),
    { env: engine.environment },
  );
  await session.waitFor(/actas: error: cannot reach the agent at .*: none runs/);
  expect(await session.exited).toBe(126);
  expect(session.screen).not.toContain("started");
});

worldTestUnless(needsEngine(), "a container of an ordinary user gets credentials, too", async (world) => {
  await using engine = await ContainerEngine.start(world, "ordinary user");
  for (const network of ["none", "host"]) {
    const container = engine.container(network, ["--rm"], KEYS(1));
    const { status, stderr, stdout } = await engine.run(["exec", "--container", "readonly", "--", ...container]);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^ASIA\w+\n$/);
  }
  await engine.run(["agent", "stop"]);
});

testWithEngine(
  "a build has the credentials of the target as a secret, and the image has none",
  async (world, engine) => {
    const folder = join(world.home, "build");
    const key = `python3 -c 'import botocore.session as s; print("KEY", s.get_session().get_credentials().access_key)'`;
    const step = `--mount=type=secret,id=aws,target=/root/.aws/credentials env -i HOME=/root PATH=/bin ${key}`;
    await Bun.write(join(folder, "Containerfile"), `FROM image\nRUN ${step}\n`);
    const options = `--isolation chroot --volume /usr:/usr:ro --secret id=aws,src="$AWS_SHARED_CREDENTIALS_FILE"`;
    const build = `${engine.podman.join(" ")} build ${options} -t built ${folder}`;
    const { status, stderr, stdout } = await engine.run([
      "exec",
      "--mode",
      "file",
      "readonly",
      "--",
      "sh",
      "-c",
      build,
    ]);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain(`KEY ${(await statusOf(world)).credentials[0]?.accessKeyId}\n`);
    const saved = await engine.ask("save", "built");
    expect(saved.status).toBe(0);
    expect(saved.stdout).not.toMatch(/ASIA|sandbox-secret/);
  },
);
