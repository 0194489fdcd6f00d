import { expect } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hasEnded, killAgent, statusOf } from "../support/agent-of.ts";
import { exchange } from "../support/exchange.ts";
import { PROGRAM } from "../support/program.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** What the functions of a shell run, for the process whose number is in `$1`. */
const USE = `'${PROGRAM}' shell use --shell sh --pid "$1" --state none`;
const DENIED = /cannot grant credentials to process \d+: it is not the shell of the command that asks/;

worldTest("a grant goes to the shell that asks, and to no other process", async (world) => {
  await world.run(["agent", "start"]);
  const { agent } = await statusOf(world);
  const stranger = Bun.spawn(["sleep", "60"]);
  await using ended = new AsyncDisposableStack();
  ended.defer(async () => {
    stranger.kill();
    await stranger.exited;
  });
  for (const pid of [1, agent.pid, stranger.pid, process.pid, 4_000_000]) {
    for (const words of [`${USE} ben`, `${USE} -`]) {
      const outcome = await world.runProgram(["sh", "-c", `${words}; true`, "sh", String(pid)]);
      expect(outcome).toMatchObject({ stdout: "", stderr: expect.stringMatching(DENIED) });
    }
  }
  // A shell around the shell, with another program between them.
  const between = `nice sh -c "$2; true" sh $$; true`;
  const outcome = await world.runProgram(["bash", "-c", between, "bash", "", `${USE} ben`]);
  expect(outcome).toMatchObject({ stdout: "", stderr: expect.stringMatching(DENIED) });
  // Nor does a process get a grant by a number that the protocol does not know.
  const request = { protocol: 1, version: agent.version, request: "end-shell-grants" };
  for (const shell of [0, -1, process.pid, 2 ** 40]) {
    const [answer] = await exchange(world, JSON.stringify({ ...request, shell }));
    expect(answer).toMatchObject({ type: "error", error: "access-denied" });
  }
  expect((await statusOf(world)).grants).toEqual([]);

  const granted = `set -- $$; keep=$( (${USE} ben) ); '${PROGRAM}' status --json; echo; echo $$`;
  const { stdout } = await world.runProgram(["sh", "-c", granted]);
  const [report = "", pid] = stdout.trim().split(/\n(?=\d+$)/);
  expect(JSON.parse(report).grants).toMatchObject([{ pid: Number(pid), program: "sh", target: "ben" }]);
});

/** A shell that acts as ben, and waits. */
async function waitingShell(world: World) {
  const script = `eval "$('${PROGRAM}' shell init sh --name as)"; as ben; echo "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"; read line; sleep 600`;
  const shell = Bun.spawn(["sh", "-c", script], {
    env: world.environment,
    cwd: world.home,
    stdin: "pipe",
    detached: true,
  });
  const reader = shell.stdout.getReader();
  const { value } = await reader.read();
  return { shell, file: new TextDecoder().decode(value).trim() };
}

worldTest("a shell that is killed loses its grant within a second, with all its files", async (world) => {
  const { shell, file } = await waitingShell(world);
  expect(existsSync(file)).toBe(true);
  shell.kill("SIGKILL");
  await shell.exited;
  const killed = Date.now();
  await until("the files are gone", () => !existsSync(file));
  expect(Date.now() - killed).toBeLessThan(1_500);
  expect((await statusOf(world)).grants).toEqual([]);
  expect(readdirSync(join(world.home, "run/actas/grants"))).toEqual([]);
});

worldTest("a shell keeps its grant and its token when the agent restarts or is killed", async (world) => {
  const { shell, file } = await waitingShell(world);
  const grants = async () => (await statusOf(world)).grants.map(({ pid, target }) => [pid, target]);
  const token = await Bun.file(file).text();
  await world.run(["agent", "restart"]);
  expect(await grants()).toEqual([[shell.pid, "ben"]]);
  await killAgent(world);
  await world.run(["agent", "start"]);
  expect(await grants()).toEqual([[shell.pid, "ben"]]);
  expect(await Bun.file(file).text()).toBe(token);
  shell.kill("SIGKILL");
  await until("it has ended", () => hasEnded(shell.pid));
});
