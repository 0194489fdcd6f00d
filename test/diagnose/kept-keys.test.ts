import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
import { diagnosed, words } from "./diagnosed.ts";

keyringTest("the age of a key in the keyring is told, with the command that replaces it", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "--alone", "ben"], { env });
  const old = await diagnosed(world, ["ben"], { env });
  expect(words(old, "access keys", "warning")).toMatch(/^the access key of profile "ben" is \d{4} days old$/);
  const { mend } = old.findings.find(({ check }) => check === "access keys") ?? {};
  expect(mend).toEqual(["actas keys rotate ben"]);
  expect((await world.run(mend?.[0]?.split(" ").slice(1) ?? [], { env })).status).toBe(0);
  expect(words(await diagnosed(world, ["ben"], { env }), "access keys", "fine")).toMatch(/is active, and 0 days old$/);
});

keyringTest(
  "a key that no keyring has, or whose keyring does not answer, is said not to be checked",
  async (world, env) => {
    await world.run(["keys", "import", "--alone", "ben"], { env });
    const silent = await diagnosed(world, ["ben"]);
    expect(words(silent, "access keys", "unknown")).toMatch(/^not checked: cannot read the keyring/);
    const config = join(world.home, ".aws/config");
    writeFileSync(config, (await Bun.file(config).text()).replace("AKIASANDBOXBEN000001", "AKIAEXAMPLE000000001"));
    const absent = await diagnosed(world, ["ben"], { env });
    expect(words(absent, "access keys", "unknown")).toContain("no keyring has its key AKIAEXAMPLE000000001");
  },
);
