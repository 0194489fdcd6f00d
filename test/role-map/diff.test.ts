import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { worldTest } from "../support/world-test.ts";

worldTest("a diff names what each group has gained and lost, of Mozilla's files too", async (world) => {
  const write = (name: string, lists: object) => writeFileSync(join(world.home, name), JSON.stringify(lists));
  write("old", { ops: ["a", "b"], dev: ["c"], gone: ["d"] });
  write("new", { ops: ["b", "e"], dev: ["c"], come: [] });
  const { status, stdout } = await world.run(["role-map", "diff", "old", "new"]);
  expect([status, stdout]).toEqual([0, "gone\n  - d\nops\n  + e\n  - a\n2 groups changed\n"]);
  const bad = await world.run(["role-map", "diff", "old", ".aws/config"]);
  expect([bad.status, bad.stderr]).toEqual([2, expect.stringContaining("it is no JSON object with lists of roles")]);
});
