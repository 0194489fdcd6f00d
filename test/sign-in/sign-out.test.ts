import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { login, signInAt } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("`logout --all` ends every sign-in at its source, and says which", async (world) => {
  await login(world, "corp");
  await login(world, "contoso");
  const { stdout, stderr, status } = await world.run(["logout", "--all"]);
  expect({ stdout, stderr, status }).toEqual({
    stdout: 'signed out of "contoso"\nsigned out of "corp"\n',
    stderr: "",
    status: 0,
  });
  expect((await world.run(["list", "sign-ins"])).stdout).toBe("");
  expect(await world.calls("Logout")).toHaveLength(1);
});

worldTest("`setup remove` signs out first, and deletes the file", async (world) => {
  const path = join(world.home, ".config/actas/sources.d/contoso.json");
  await login(world, "contoso");
  expect((await world.run(["setup", "remove", "contoso"])).stdout).toBe(`signed out of "contoso"\nremoved ${path}\n`);
  expect(existsSync(path)).toBe(false);
  expect((await world.run(["list", "sign-ins"])).stdout).toBe("");
});

worldTest("`login` without a source lets choose, and signs in to what was chosen", async (world) => {
  const terminal = world.terminal(["login", "--no-browser"]);
  await terminal.waitFor(/number or name\): $/);
  terminal.type("2");
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain('signed in to "corp"');
});
