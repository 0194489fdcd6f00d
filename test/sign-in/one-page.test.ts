import { expect } from "bun:test";
import { constants } from "node:os";
import { callCounts, connectionsTo } from "../support/agent-of.ts";
import { DEV, LENT, login, shownPage } from "../support/sign-in.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const ROLES = [
  "111122223333/Administrator",
  "111122223333/Developer",
  "111122223333/ReadOnly",
  "444455556666/ReadOnly",
  "777788889999/ReadOnly",
] as const;
const PAGE = /to sign in to "corp", open\n/g;
/** Said after two seconds. A command that is connected may not have asked yet, and would then begin a sign-in of its own. */
const WAITS = /waiting for the sign-in to corp, which another command asks for/;

worldTest(
  "20 commands at once for 5 roles, with no agent yet: one page, one sign-in, and all succeed",
  async (world) => {
    const roles = [...ROLES, ...ROLES, ...ROLES, ...ROLES];
    const begin = roles.map((role, index) => `actas exec corp:${role} -- true & p${index}=$!`);
    const wait = roles.map((_, index) => `wait $p${index} && echo good`);
    const terminal = world.terminalProgram(["sh", "-c", [...begin, ...wait, "echo all ended"].join("\n")]);
    const page = await shownPage(terminal);
    await until("all wait", () => connectionsTo(world) >= 20);
    await world.visit(page);
    await terminal.waitFor(/all ended/);
    expect(terminal.screen.match(/^good$/gm)).toHaveLength(20);
    expect(terminal.screen.match(PAGE)).toHaveLength(1);
    expect(await callCounts(world)).toEqual({ RegisterClient: 1, CreateToken: 1, GetRoleCredentials: 5 });
  },
);

for (const signal of ["SIGKILL", "SIGTERM", "SIGHUP"] as const) {
  worldTest(
    `when the command that shows the page is ended by ${signal}, another shows the same page`,
    async (world) => {
      const first = world.terminal(["exec", DEV, "--", "true"]);
      const page = await shownPage(first);
      const next = world.terminal(["exec", "corp:444455556666/ReadOnly", "--", "true"]);
      await next.waitFor(WAITS);
      first.kill(signal);
      expect(await first.exited).toBe(128 + constants.signals[signal]);
      expect(await shownPage(next)).toBe(page);
      await world.visit(page);
      expect(await next.exited).toBe(0);
      expect((await callCounts(world)).CreateToken).toBe(1);
    },
  );
}

worldTest("^C at the page ends all who wait for it, each with one clear error", async (world) => {
  const showing = world.terminal(["exec", DEV, "--", "touch", "ran"]);
  await shownPage(showing);
  const others = [
    ["exec", DEV, "--", "touch", "ran"],
    ["whoami", "corp:444455556666/ReadOnly"],
    ["list", "roles", "corp"],
  ].map((args) => world.terminal(args));
  for (const other of others) await other.waitFor(WAITS);
  showing.press("\x03");
  expect(await showing.exited).toBe(130);
  for (const other of others) {
    expect(await other.exited).toBe(130);
    expect(other.screen).toContain('actas: error: cannot sign in to "corp": it was cancelled at the page\n');
  }
  expect(await Bun.file(`${world.home}/ran`).exists()).toBe(false);
  // The port is free again, and nothing of it is left for the next.
  await login(world, "corp");
});

worldTest("^C at a command that only waits ends that one alone", async (world) => {
  const showing = world.terminal(["exec", DEV, "--", "true"]);
  const page = await shownPage(showing);
  const waiting = world.terminal(["exec", DEV, "--", "true"]);
  await waiting.waitFor(WAITS);
  waiting.press("\x03");
  expect(await waiting.exited).toBe(130);
  await world.visit(page);
  expect(await showing.exited).toBe(0);
});

worldTest("two logins to one source at once are one; to two sources, two", async (world) => {
  const terminals = ["corp", "corp", "contoso"].map((source) => world.terminal(["login", source, "--no-browser"]));
  await until("one waits for another", () => terminals.filter(({ screen }) => WAITS.test(screen)).length === 1);
  const pages = await until("two pages are shown", () => {
    const shown = terminals.flatMap(({ screen }) => screen.match(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/) ?? []);
    return shown.length === 2 && shown;
  });
  await Promise.all((pages || []).map((page) => world.visit(page)));
  for (const terminal of terminals) expect(await terminal.exited).toBe(0);
  expect(await counts(world)).toEqual({ corp: 1, contoso: 1 });
});

worldTest("a client that waits for a browser goes on when the user signs in by the other grant", async (world) => {
  for (const [source, target] of [
    ["corp", DEV],
    ["contoso", LENT],
  ] as const) {
    const waiting = world.terminal(["exec", target, "--", "true"]);
    await shownPage(waiting);
    const device = world.terminal(["login", source, "--grant", "device"]);
    const [, userCode = ""] = await device.waitFor(/type the code (\S+) there,/);
    await world.approve({ userCode });
    expect(await device.exited).toBe(0);
    expect(await waiting.exited).toBe(0);
  }
});

worldTest("a program that asks all the time does not get into the way of a login", async (world) => {
  const asking = Array.from({ length: 4 }, async () => {
    for (let times = 0; times < 5; times++) await world.run(["process", DEV]);
  });
  for (let times = 0; times < 3; times++) await login(world, "corp");
  await Promise.all(asking);
  expect((await world.run(["process", DEV])).status).toBe(0);
});

async function counts(world: World): Promise<Record<string, number>> {
  const calls = await world.calls();
  return {
    corp: calls.filter(({ action }) => action === "CreateToken").length,
    contoso: calls.filter(({ action }) => action === "oauth/token").length,
  };
}
