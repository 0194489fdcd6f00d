import { expect } from "bun:test";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { startTimeOf } from "../../src/system/processes/process-stat.ts";
import { callCounts, connectionsTo, hasEnded, statusOf } from "../support/agent-of.ts";
import { POLL, WAIT } from "../support/poll.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const runtimeOf = ({ home }: World): string => `${home}/run/actas`;
const logOf = ({ home }: World): Promise<string> => Bun.file(`${home}/.local/state/actas/log/agent.log`).text();

/** Starts the agent and gives its pid. */
async function started(world: World): Promise<number> {
  await world.run(["agent", "start"]);
  return (await statusOf(world)).agent.pid;
}

async function stopped(world: World): Promise<number> {
  const pid = await started(world);
  process.kill(pid, "SIGSTOP");
  await until("it is stopped", async () => (await Bun.file(`/proc/${pid}/stat`).text()).includes(") T "));
  return pid;
}

const doesNotAnswer = (world: World, pid: number, command = "process"): string =>
  `actas: error: cannot reach the agent at ${runtimeOf(world)}/agent.sock: the agent, pid ${pid}, does not answer\n` +
  "actas: hint: `actas agent restart` replaces it; sign-ins end with it\n" +
  (["exec", "process"].includes(command) ? "actas: hint: add `--no-agent` to do without the agent\n" : "");

const REMOVED: Readonly<Record<string, (runtime: string) => void>> = {
  "its socket": (runtime) => rmSync(`${runtime}/agent.sock`),
  "its lock and its socket": (runtime) => {
    rmSync(`${runtime}/agent.lock`);
    rmSync(`${runtime}/agent.sock`);
  },
  "its directory, which is moved away": (runtime) => renameSync(runtime, `${runtime}-before`),
  "its socket, in whose place another file is for a while": (runtime) => {
    rmSync(`${runtime}/agent.sock`);
    writeFileSync(`${runtime}/agent.sock`, "");
    setTimeout(() => rmSync(`${runtime}/agent.sock`), 1_500);
  },
};

for (const [what, remove] of Object.entries(REMOVED)) {
  worldTest(`an agent that loses ${what}, takes its place again and keeps what it holds`, async (world) => {
    await world.signIn("staging");
    const { agent, credentials } = await statusOf(world);
    remove(runtimeOf(world));
    await until("it is there again", async () => (await logOf(world)).includes("and opened anew"));
    const after = await statusOf(world);
    expect([after.agent.pid, after.credentials]).toEqual([agent.pid, credentials]);
    expect((await world.run(["agent", "status"])).stdout).toStartWith(`agent   running, pid ${agent.pid}, `);
    expect((await world.run(["agent", "stop"])).stdout).toBe(`stopped the agent, pid ${agent.pid}\n`);
  });
}

worldTest("a command that comes while the socket is gone waits for it, and starts no other agent", async (world) => {
  const pid = await started(world);
  rmSync(`${runtimeOf(world)}/agent.sock`);
  const commands = [
    ["process", "readonly"],
    ["agent", "status"],
    ["status", "--json"],
    ["agent", "start"],
  ];
  for (const { status } of await Promise.all(commands.map((words) => world.run(words)))) expect(status).toBe(0);
  expect((await statusOf(world)).agent.pid).toBe(pid);
});

worldTest(
  "an agent whose lock another has taken meanwhile goes on for its programs, and ends after them",
  async (world) => {
    await world.signIn("staging");
    const program = world.terminal(["exec", "staging", "--", ...POLL]);
    await program.waitFor(/^200/m);
    const { agent } = await statusOf(world);
    rmSync(runtimeOf(world), { recursive: true });
    await world.run(["agent", "start"]);
    // It may have been the first to be there again.
    const next = (await statusOf(world)).agent.pid;
    await Bun.sleep(2_500);
    expect(program.screen).not.toMatch(/^(refused|401)/m);
    await program[Symbol.asyncDispose]();
    if (next !== agent.pid) await until("the one before has ended", () => hasEnded(agent.pid));
  },
);

worldTest("a stopped agent is named by every command, within seconds, and told apart from none", async (world) => {
  const pid = await stopped(world);
  const begun = performance.now();
  const commands = [
    ["process", "readonly"],
    ["exec", "--otp", "123456", "staging", "--", "touch", "ran"],
    ["status"],
    ["cache", "clear"],
    ["list", "sign-ins"],
  ];
  const outcomes = await Promise.all(commands.map((words) => world.run(words)));
  // Two seconds, and what a busy machine adds.
  expect(performance.now() - begun).toBeLessThan(15_000);
  for (const [index, { stderr, stdout }] of outcomes.entries())
    expect({ stderr, stdout }).toEqual({ stderr: doesNotAnswer(world, pid, commands[index]?.[0]), stdout: "" });
  expect(outcomes.map(({ status }) => status)).toEqual([6, 125, 6, 6, 6]);
  expect((await world.run(["agent", "status"])).stdout).toStartWith(
    `agent   does not answer, pid ${pid}; \`actas agent restart\` replaces it\n`,
  );
  // What was given up is not begun with when it goes on.
  process.kill(pid, "SIGCONT");
  expect((await statusOf(world)).grants).toEqual([]);
  expect(await callCounts(world)).toEqual({});
  expect(existsSync(`${world.home}/ran`)).toBe(false);
});

worldTest("`agent restart` replaces a stopped agent, and its programs go on", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "readonly", "--", ...POLL]);
  await program.waitFor(/^200/m);
  const pid = await stopped(world);
  const before = program.screen.length;
  const { status, stdout, stderr } = await world.run(["agent", "restart"]);
  const { agent, grants } = await statusOf(world);
  expect({ status, stdout }).toEqual({ status: 0, stdout: `the agent is running, pid ${agent.pid}\n` });
  expect(stderr).toBe(`actas: note: the agent, pid ${pid}, did not answer: sign-ins ended with it\n`);
  expect(hasEnded(pid)).toBe(true);
  expect(agent.pid).not.toBe(pid);
  expect(grants).toMatchObject([{ pid: program.pid }]);
  await until("the program has credentials again", () => program.screen.slice(before).includes("200 ASIA"));
});

worldTest("`agent stop` ends a stopped agent without a socket, and its grants", async (world) => {
  const program = world.terminal(["exec", "readonly", "--", ...WAIT]);
  await program.waitFor(/ready/);
  const pid = await stopped(world);
  rmSync(`${runtimeOf(world)}/agent.sock`);
  expect(await world.run(["process", "readonly"])).toMatchObject({ status: 6, stderr: doesNotAnswer(world, pid) });
  expect(await world.run(["agent", "stop"])).toEqual({
    status: 0,
    stdout: `stopped the agent, pid ${pid}, which did not answer\n`,
    stderr: "",
  });
  expect(hasEnded(pid)).toBe(true);
  expect((await world.run(["agent", "status"])).stdout).toStartWith("agent   not running\n");
  await world.run(["agent", "start"]);
  expect((await statusOf(world)).grants).toEqual([]);
});

worldTest("an agent that is stopped while it works, or while a person is asked, is noticed too", async (world) => {
  const pid = await started(world);
  const asked = world.terminal(["exec", "staging", "--", "touch", "ran"]);
  await asked.waitFor(/MFA code/);
  await world.faults({ latencyMs: 60_000, action: "AssumeRole" });
  const working = world.run(["process", "readonly"]);
  await until("AWS is asked", () => connectionsTo(world) >= 2);
  process.kill(pid, "SIGSTOP");
  expect(await working).toMatchObject({ status: 6, stderr: doesNotAnswer(world, pid) });
  expect(await asked.exited).toBe(125);
  expect(asked.screen).toContain(`the agent, pid ${pid}, does not answer`);
  expect(asked.modes).toEqual({ echo: true, lines: true });
});

worldTest("a slow AWS, and a slow person, are no reason to give an agent up", async (world) => {
  const asked = world.terminal(["exec", "staging", "--", "true"]);
  await asked.waitFor(/MFA code/);
  await world.faults({ latencyMs: 4_000, action: "AssumeRole" });
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  await world.faults({});
  asked.type(await world.code());
  expect(await asked.exited).toBe(0);
});

worldTest("a command that was stopped while it started the agent is named, and can be ended", async (world) => {
  mkdirSync(runtimeOf(world), { mode: 0o700 });
  const lock = `${runtimeOf(world)}/agent.lock`;
  writeFileSync(lock, "", { mode: 0o600 });
  const holder = Bun.spawn(["sh", "-c", `exec 9<>${lock}; flock 9; exec sleep 60`]);
  await until("it has the lock", () => Bun.spawnSync(["flock", "-n", lock, "true"]).exitCode !== 0);
  writeFileSync(lock, `${`${holder.pid} ${startTimeOf(holder.pid)}`.padEnd(63)}\n`);
  expect(await world.run(["process", "readonly"])).toMatchObject({
    status: 6,
    stderr: doesNotAnswer(world, holder.pid),
  });
  holder.kill();
  await holder.exited;
});
