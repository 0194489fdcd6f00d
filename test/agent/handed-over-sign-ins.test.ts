import { expect } from "bun:test";
import { visit } from "../../src/sandbox/control/control-client.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

async function signInAt(terminal: TerminalSession, { sandbox }: World): Promise<void> {
  const [page] = await terminal.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
  await visit(sandbox.url, page);
}

async function signIn(world: World, source: string): Promise<void> {
  const login = world.terminal(["login", source]);
  await signInAt(login, world);
  expect(await login.exited).toBe(0);
}

worldTest("after a restart of the agent, signing out still ends what was got with the sign-in", async (world) => {
  await signIn(world, "contoso");
  expect((await world.run(["process", "contoso:dev"])).status).toBe(0);
  await world.run(["agent", "restart"]);

  expect((await world.run(["logout", "contoso"])).stdout).toBe('signed out of "contoso"\n');
  expect(await world.run(["process", "contoso:dev"])).toMatchObject({ status: 4, stdout: "" });
  expect((await world.run(["cache", "list"])).stdout).toBe("");
});

worldTest("after a restart of the agent, sign-ins can still be renewed, and serve new roles", async (world) => {
  for (const source of ["corp", "contoso"]) await signIn(world, source);
  await world.run(["agent", "restart"]);
  for (const source of ["corp", "contoso"]) {
    expect(await world.run(["refresh", source])).toMatchObject({ status: 0, stderr: "" });
  }
  expect((await world.run(["process", "corp:111122223333/Developer"])).status).toBe(0);
  expect((await world.run(["process", "contoso:dev"])).status).toBe(0);
});

worldTest("a page that is shown during a restart of the agent is shown anew by the next", async (world) => {
  const asked = world.terminal(["exec", "contoso:dev", "--", "true"]);
  const [before] = await asked.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
  await world.run(["agent", "restart"]);
  await signInAt(asked, world);
  expect(await asked.exited).toBe(0);
  // Its port may belong to another program by now.
  expect((await fetch(before).catch(() => undefined))?.ok ?? false).toBe(false);
});

worldTest("after a restart of the agent, the next sign-in is made as the client that was registered", async (world) => {
  await signIn(world, "corp");
  await world.run(["agent", "restart"]);
  await world.run(["logout", "corp"]);
  await signIn(world, "corp");
  expect(await world.calls("RegisterClient")).toHaveLength(1);
});

worldTest("after a restart of the agent, a code that was sent before is not sent again", async (world) => {
  const code = await world.code();
  expect((await world.run(["process", "--otp", code, "staging"])).status).toBe(0);
  await world.run(["agent", "restart"]);
  await world.run(["cache", "clear"]);
  const { status, stderr } = await world.run(["process", "--otp", code, "staging"]);
  expect(status).toBe(5);
  expect(stderr).toContain(": this code was sent before, and AWS accepts each only once\n");
  expect(await world.calls("GetSessionToken")).toHaveLength(1);
});
