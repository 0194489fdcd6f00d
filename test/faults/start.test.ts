import { expect } from "bun:test";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { closeUnix, connectUnix } from "../../src/system/unix-socket.ts";
import { connectionsTo, hasEnded, killAgent, runningAgent, statusOf } from "../support/agent-of.ts";
import { asOrdinaryUser, giveHomeAway, needsRoot } from "../support/ordinary-user.ts";
import { PROGRAM } from "../support/program.ts";
import { processesOf } from "../support/scan-secrets.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const agentsOf = async ({ home }: World) =>
  (await processesOf(home)).filter(({ commandLine }) => commandLine.includes("\0agent\0run"));

/** The processes that are agents as soon as there are so many; those there are when `done` comes first. */
async function agentsOnceThereAre(count: number, world: World, done: Promise<unknown>) {
  let isDone = false;
  void done.then(() => {
    isDone = true;
  });
  return until("agents are there", async () => {
    const agents = await agentsOf(world);
    return agents.length >= count || isDone ? agents : undefined;
  });
}

worldTest("agents that are killed while they start are replaced, and the commands succeed", async (world) => {
  for (let round = 0; round < 5; round++) {
    const commands = Array.from({ length: 5 }, () => world.run(["process", "readonly"]));
    const outcomes = Promise.all(commands);
    const starting = await agentsOnceThereAre(1, world, outcomes);
    for (const { pid } of starting) if (!hasEnded(pid)) process.kill(pid, "SIGKILL");
    for (const { status, stderr } of await outcomes) expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    // It may be that the commands had their answers just before their agent was killed.
    if (await runningAgent(world)) await killAgent(world);
  }
});

worldTest("a successor that is killed before it is ready leaves the agent as it was", async (world) => {
  // It may be ready before it can be killed: then it was the agent, and the next one is tried.
  for (let status = 0; status === 0; ) {
    await world.run(["process", "readonly"]);
    const before = await statusOf(world);
    const restarting = world.run(["agent", "restart"]);
    for (const { pid } of await agentsOnceThereAre(2, world, restarting))
      if (pid !== before.agent.pid && !hasEnded(pid)) process.kill(pid, "SIGKILL");
    ({ status } = await restarting);
    if (status === 0) continue;
    const after = await statusOf(world);
    expect(after.credentials).toEqual(before.credentials);
    expect(after.agent.pid).toBe(before.agent.pid);
    expect(await agentsOf(world)).toHaveLength(1);
  }
});

worldTest("an agent that is killed while it hands over is replaced by its successor or by a new one", async (world) => {
  const { agent } = await started(world);
  const restarting = world.run(["agent", "restart"]);
  await agentsOnceThereAre(2, world, restarting);
  if (!hasEnded(agent.pid)) process.kill(agent.pid, "SIGKILL");
  await restarting;
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  await until("one is left", async () => (await agentsOf(world)).length === 1);
  expect(hasEnded(agent.pid)).toBe(true);
});

async function started(world: World) {
  await world.run(["agent", "start"]);
  return statusOf(world);
}

worldTest("an agent starts from a command without any standard file", async (world) => {
  const { stdout } = await world.runProgram(["bash", "-c", "actas agent start <&- >&- 2>&-; echo $?"]);
  // It has nowhere to print to; the agent runs all the same.
  expect(stdout).toBe("1\n");
  expect((await runningAgent(world))?.agent).toBeDefined();
  expect((await world.run(["exec", "readonly", "--", "true"])).status).toBe(0);
});

worldTest("an agent with few descriptors serves more commands than it has room for", async (world) => {
  await world.runProgram(["bash", "-c", "ulimit -n 40; actas agent start"]);
  const { agent } = await statusOf(world);
  expect(readFileSync(`/proc/${agent.pid}/limits`, "utf8")).toMatch(/^Max open files +40 +40 /m);
  await world.faults({ latencyMs: 1_000 });
  const commands = Array.from({ length: 60 }, () => world.run(["process", "readonly"]));
  for (const { status, stderr } of await Promise.all(commands))
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect((await statusOf(world)).agent.pid).toBe(agent.pid);
});

worldTest("an agent with few descriptors has some left for its work, however many connect", async (world) => {
  await world.runProgram(["bash", "-c", "ulimit -n 40; actas agent start"]);
  const { agent } = await statusOf(world);
  const path = `${world.home}/run/actas/agent.sock`;
  const idle = Array.from({ length: 60 }, () => connectUnix(path, 1_000));
  let command: ReturnType<typeof world.run>;
  try {
    await until("some are turned away", () => connectionsTo(world) < 30);
    // One that is being turned away is open for a moment; and a second after its start the agent watches its directory.
    await until("no more are left", () => readdirSync(`/proc/${agent.pid}/fd`).length <= 21);
    command = world.run(["process", "readonly"]);
  } finally {
    // With them open, the agent would have no room for the command that ends it.
    for (const connection of idle) closeUnix(connection);
  }
  expect(await command).toMatchObject({ status: 0, stderr: "" });
  expect((await statusOf(world)).agent.pid).toBe(agent.pid);
});

worldTest("an agent whose room is full of idle connections is stopped and replaced all the same", async (world) => {
  const path = `${world.home}/run/actas/agent.sock`;
  for (const [command, said] of [
    ["stop", "stopped the agent, pid PID, which did not answer"],
    ["restart", "the agent, pid PID, did not answer: sign-ins ended with it"],
  ] as const) {
    await world.runProgram(["bash", "-c", "ulimit -n 40; actas agent start"]);
    const { agent } = await statusOf(world);
    const idle = Array.from({ length: 60 }, () => connectUnix(path, 1_000));
    try {
      await until("some are turned away", () => connectionsTo(world) < 30);
      const { status, stderr, stdout } = await world.run(["agent", command]);
      expect({ status, said: `${stdout}${stderr}` }).toMatchObject({
        status: 0,
        said: expect.stringContaining(said.replace("PID", String(agent.pid))),
      });
    } finally {
      for (const connection of idle) closeUnix(connection);
    }
    expect(hasEnded(agent.pid)).toBe(true);
  }
  expect((await world.run(["process", "readonly"])).status).toBe(0);
});

worldTest("commands that all come at once wait until an agent with few descriptors has room", async (world) => {
  await world.runProgram(["bash", "-c", "ulimit -n 40; actas agent start"]);
  const { agent } = await statusOf(world);
  process.kill(agent.pid, "SIGSTOP");
  const commands = Array.from({ length: 60 }, () => world.run(["process", "readonly"]));
  await until("more wait than it has room for", () => connectionsTo(world) >= 45);
  process.kill(agent.pid, "SIGCONT");
  for (const { status, stderr } of await Promise.all(commands))
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect((await statusOf(world)).agent.pid).toBe(agent.pid);
});

worldTestUnless(needsRoot(), "a lock that cannot be written to is an error that says why", async (world) => {
  const runtime = `${world.home}/run/actas`;
  mkdirSync(runtime, { mode: 0o700 });
  writeFileSync(`${runtime}/agent.lock`, "");
  giveHomeAway(world);
  chmodSync(`${runtime}/agent.lock`, 0o400);
  const { status, stderr } = await world.runProgram(asOrdinaryUser([PROGRAM, "process", "readonly"]));
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `actas: error: cannot lock ${runtime}/agent.lock: permission denied\n`,
  });
});

worldTest("a removed lock does not make a second agent while the first one listens", async (world) => {
  const { agent } = await started(world);
  rmSync(`${world.home}/run/actas/agent.lock`);
  const commands = Array.from({ length: 10 }, () => world.run(["agent", "start"]));
  for (const { stdout } of await Promise.all(commands)) expect(stdout).toBe(`the agent is running, pid ${agent.pid}\n`);
});
