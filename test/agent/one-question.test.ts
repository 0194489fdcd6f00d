import { expect } from "bun:test";
import { callCounts, connectionsTo } from "../support/agent-of.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const ROLES = [1, 2, 3, 4, 5] as const;
const PROMPT = /MFA code of \S+ \(\d+\) for "\w+"(, \d+ s left)?: /;
const WAITS = /actas: waiting for the MFA code of \S+, which another command asks for …\n/;
const CANCELLED = "actas: error: cannot go on: the question was cancelled\n";

worldTest("50 commands for 5 roles, with no agent yet, ask one person once, and AWS once for each", async (world) => {
  const terminals = [1, 2].map(() => world.terminalProgram(["sh", "-c", tenCommands()]));
  await anyPrompt(terminals);
  const others = [...ROLES, ...ROLES, ...ROLES].flatMap((role) => [
    world.run(["process", `dev${role}`]),
    world.run(["exec", `dev${role}`, "--", "true"]),
  ]);
  await until("all wait", () => connectionsTo(world) >= 50);
  (await anyPrompt(terminals)).type(await world.code());

  for (const outcome of await Promise.all(others)) expect(outcome).toMatchObject({ status: 0, stderr: "" });
  for (const terminal of terminals) {
    await terminal.waitFor(/all ended/);
    expect(terminal.screen.match(/^good$/gm)).toHaveLength(10);
  }
  expect(terminals.flatMap(({ screen }) => screen.match(new RegExp(PROMPT, "g")) ?? [])).toHaveLength(1);
  expect(await callCounts(world)).toEqual({
    GetSessionToken: 1,
    GetCallerIdentity: 1,
    ...Object.fromEntries(ROLES.map((role) => [`AssumeRole Dev${role}`, 1])),
  });
});

for (const signal of ["SIGKILL", "SIGTERM", "SIGHUP"] as const) {
  worldTest(
    `when the command that asks is ended by ${signal}, another terminal is asked, and all others succeed`,
    async (world) => {
      const asked = await prompted(world, ["exec", "dev1", "--", "true"]);
      const others = ["dev1", "dev3"].map((role) => world.run(["process", role]));
      const next = world.terminal(["process", "dev2"]);
      await next.waitFor(WAITS);

      asked.kill(signal);
      await next.waitFor(PROMPT);
      next.type(await world.code());
      expect(await next.exited).toBe(0);
      for (const { status } of await Promise.all(others)) expect(status).toBe(0);
      expect((await callCounts(world)).GetSessionToken).toBe(1);
    },
  );
}

worldTest("^C at the question ends all who wait for it, each with one clear error", async (world) => {
  const asked = await prompted(world, ["exec", "dev1", "--", "touch", "ran"]);
  // As an SDK runs it: what it says is not shown, so it has to tell the terminal.
  const bySdk = world.terminalProgram(["sh", "-c", "actas process dev2 2>said | cat; cat said"]);
  const others = [
    ["process", "dev1"],
    ["exec", "dev3", "--", "touch", "ran"],
    ["whoami", "dev1"],
  ] as const;
  const outcomes = others.map((args) => world.run(args));
  const onTerminal = world.terminal(["exec", "dev1", "--", "touch", "ran"]);
  // It says so after two seconds; the others had as long to get there.
  const [said] = await onTerminal.waitFor(WAITS);

  asked.press("\x03");
  expect(await asked.exited).toBe(130);
  expect(asked.modes).toEqual({ echo: true, lines: true });
  for (const outcome of await Promise.all(outcomes))
    expect(outcome).toEqual({ status: 130, stdout: "", stderr: CANCELLED });
  expect(await onTerminal.exited).toBe(130);
  expect(onTerminal.screen).toBe(said + CANCELLED);
  expect(await bySdk.exited).toBe(0);
  expect(bySdk.screen).toBe(CANCELLED + CANCELLED);
  expect(await Bun.file(`${world.home}/ran`).exists()).toBe(false);
  expect(await world.calls()).toEqual([]);
});

worldTest("a command that may not ask fails at once, also while another is being asked", async (world) => {
  const asked = await prompted(world, ["exec", "dev1", "--", "true"]);
  const refused = await Promise.all([
    world.run(["process", "--non-interactive", "dev1"]),
    world.run(["process", "--non-interactive", "dev2"]),
    world.run(["process", "dev1"], { env: { ACTAS_NON_INTERACTIVE: "1" } }),
  ]);
  // The other question is still open: none of them has waited for its answer.
  for (const { status, stderr } of refused) {
    expect(status).toBe(4);
    expect(stderr).toContain("this command may not ask (`--non-interactive` or ACTAS_NON_INTERACTIVE)\n");
  }
  asked.type(await world.code());
  expect(await asked.exited).toBe(0);
});

worldTest("a wrong code is asked for again, once for all who wait", async (world) => {
  const asked = await prompted(world, ["exec", "dev1", "--", "true"]);
  const others = ROLES.map((role) => world.run(["process", `dev${role}`]));
  await until("all wait", () => connectionsTo(world) === 6);
  asked.type("000000");
  await asked.waitFor(/AWS did not accept the code: wait for the next one \(\d+ s\), 2 more tries\nactas: MFA code of/);
  asked.type(await world.code());
  expect(await asked.exited).toBe(0);
  for (const { status } of await Promise.all(others)) expect(status).toBe(0);
  expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1, "GetSessionToken AccessDenied": 1 });
});

worldTest("two long sessions take two codes, one after the other, and none is sent twice", async (world) => {
  const first = await prompted(world, ["exec", "admin", "--", "true"]);
  const second = world.terminal(["exec", "--duration", "2h", "admin", "--", "true"]);
  await until("both wait", () => connectionsTo(world) === 2);
  const code = await world.code();
  first.type(code);
  expect(await first.exited).toBe(0);
  await second.waitFor(PROMPT);
  second.type(code);
  await second.waitFor(/this code was sent before: wait for the next one \(\d+ s\), 3 more tries\nactas: MFA code/);
  second.type(await world.code());
  expect(await second.exited).toBe(0);
  const calls = await world.calls("AssumeRole");
  expect(calls.map(({ durationSeconds, mfa, outcome }) => ({ durationSeconds, mfa, outcome }))).toEqual([
    { durationSeconds: 43_200, mfa: "given", outcome: "ok" },
    { durationSeconds: 7_200, mfa: "given", outcome: "ok" },
  ]);
});

/** Each role through both commands, at the same time; one line `good` for each that works. */
function tenCommands(): string {
  const commands = ROLES.flatMap((role) => [
    `actas process dev${role} | grep -q '"Version":1' && echo good`,
    `actas exec dev${role} -- printenv AWS_CONTAINER_CREDENTIALS_FULL_URI >/dev/null && echo good`,
  ]);
  return `${commands.map((command) => `(${command}) &`).join("\n")}\nwait; echo all ended`;
}

async function prompted(world: World, args: readonly string[]): Promise<TerminalSession> {
  const session = world.terminal(args);
  await session.waitFor(PROMPT);
  return session;
}

function anyPrompt(terminals: readonly TerminalSession[]): Promise<TerminalSession> {
  return until("one of them is asked", () => terminals.find(({ screen }) => PROMPT.test(screen)));
}
