import { expect } from "bun:test";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { worldTest } from "../support/world-test.ts";

worldTest("`use` alone lets choose, and writes what was chosen", async (world) => {
  mkdirSync(join(world.home, "project"));
  const terminal = world.terminal(["use"], { cwd: "project" });
  await terminal.waitFor(/staging .*profile/);
  terminal.press("readonly");
  await terminal.waitFor(/> readonly\s/);
  terminal.press("\r");
  await terminal.waitFor(/wrote .*\.actas\.json, and trusted it/);
  expect(await terminal.exited).toBe(0);
  expect(JSON.parse(readFileSync(join(world.home, "project/.actas.json"), "utf8"))).toEqual({
    profile: "readonly",
    account: "111122223333",
  });
});
