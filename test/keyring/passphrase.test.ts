import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { callCounts } from "../support/agent-of.ts";
import { keptIn } from "../support/keeping-world.ts";
import { testNeeding } from "../support/needs.ts";
import { CHOSEN, choose, keepSession, OPEN, sealed, withPassphrase } from "../support/passphrase-world.ts";
import { LENT, shownPage } from "../support/sign-in.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";

const LIMIT = 90_000;

function fileTest(name: string, body: (world: World) => Promise<void>): void {
  testNeeding("age")(name, () => withPassphrase(body), LIMIT);
}

fileTest("a passphrase is chosen once, and asked for once after the agent has ended", async (world) => {
  await keepSession(world);
  const second = world.terminal(["process", "staging"]);
  await second.waitFor(OPEN);
  second.type("wrong");
  await second.waitFor(/the passphrase was wrong; if it is lost, `actas cache clear` forgets what is kept\s+/);
  await second.waitFor(OPEN);
  second.type(CHOSEN);
  expect(await second.exited).toBe(0);
  expect(second.screen).not.toContain(CHOSEN);
  expect(await world.run(["process", "--refresh", "staging"])).toMatchObject({ status: 0, stderr: "" });
  expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1 });
  expect((await world.run(["status"])).stdout).toContain("1 sign-in, sealed with a passphrase, in ");
});

fileTest("the age of Debian opens the file with the passphrase, and with no other", async (world) => {
  await keepSession(world);
  for (const [typed, said] of [
    ["wrong", /incorrect passphrase/],
    [CHOSEN, /^[0-9a-f-]{36} [\w-]{43}$/m],
  ] as const) {
    const age = world.terminalProgram(["age", "--decrypt", join(keptIn(world, "file"), "key.age")]);
    await age.waitFor(/passphrase:/);
    // It says so before it hides what is typed.
    await until("age hides what is typed", () => !age.modes.echo);
    age.type(typed);
    await age.waitFor(said);
  }
});

fileTest(
  "a program without a terminal does not wait for a passphrase, and what it got is kept later",
  async (world) => {
    await keepSession(world);
    const first = await world.run(["process", "--otp", await world.code(), "staging"]);
    const said = "cannot open what is kept: its passphrase cannot be asked for: there is no terminal";
    expect(first).toMatchObject({ status: 0, stderr: `actas: note: ${said}\n` });
    expect(await world.run(["process", "--refresh", "staging"])).toMatchObject({ status: 0, stderr: "" });

    const login = world.terminal(["login", "contoso", "--no-browser"]);
    await login.waitFor(OPEN);
    login.type(CHOSEN);
    await world.visit(await shownPage(login));
    expect(await login.exited).toBe(0);
    await until("both are kept", () => sealed(world).length === 2);
  },
);

fileTest("who does not know the passphrase goes on in memory, until the agent is restarted", async (world) => {
  await keepSession(world);
  const tries = world.terminal(["process", "staging"]);
  for (const wrong of ["one", "two", "three"]) {
    await tries.waitFor(OPEN);
    tries.type(wrong);
  }
  await tries.waitFor(/3 wrong passphrases were typed; until `actas agent restart`, sign-ins are held in memory only/);
  await tries.waitFor(/MFA code of/);
  tries.type(await world.code());
  expect(await tries.exited).toBe(0);

  await world.run(["agent", "stop"]);
  const again = world.terminal(["process", "staging"]);
  await again.waitFor(OPEN);
  again.type(CHOSEN);
  expect(await again.exited).toBe(0);
  expect(await callCounts(world)).toMatchObject({ GetSessionToken: 2 });
});

fileTest("a lost passphrase is forgotten with what it protects, and another one is chosen", async (world) => {
  await keepSession(world);
  expect((await world.run(["cache", "clear"])).stdout).toBe("forgot 1 entry\n");
  expect(existsSync(join(keptIn(world, "file"), "key.age"))).toBe(false);
  await keepSession(world);
});

fileTest("after signing out of everything and in again the user chooses no second passphrase", async (world) => {
  const login = world.terminal(["login", "contoso", "--no-browser"]);
  await choose(login);
  await world.visit(await shownPage(login));
  expect(await login.exited).toBe(0);
  await until("it is kept", () => sealed(world).length === 1);
  await world.run(["logout", "--all"]);
  await until("it is gone", () => sealed(world).length === 0);
  const next = world.terminal(["login", "contoso", "--no-browser"]);
  await world.visit(await shownPage(next));
  expect(await next.exited).toBe(0);
  await until("it is kept again", () => sealed(world).length === 1);
  expect((await world.run(["process", LENT])).status).toBe(0);
});

fileTest("a command without an agent asks on its terminal, and without one it says so and goes on", async (world) => {
  await keepSession(world);
  const asked = world.terminal(["process", "--no-agent", "staging"]);
  await asked.waitFor(OPEN);
  asked.type(CHOSEN);
  expect(await asked.exited).toBe(0);
  const said = "cannot open what is kept: its passphrase cannot be asked for: there is no terminal";
  const code = await world.code();
  expect(await world.run(["process", "--no-agent", "--otp", code, "staging"])).toMatchObject({
    status: 0,
    stderr: `actas: note: ${said}\n`,
  });
});
