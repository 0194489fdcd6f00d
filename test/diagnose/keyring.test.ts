import { expect } from "bun:test";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { persistIn } from "../support/keeping-world.ts";
import { keyringTest } from "../support/keyring-test.ts";
import { worldTest } from "../support/world-test.ts";
import { diagnosed, words, write } from "./diagnosed.ts";

worldTest(
  "the setting that says where sign-ins are kept is named, and one that cannot be used is an error",
  async (world) => {
    expect(words(await diagnosed(world), "keyring", "fine")).toBe('"persist" is "none": sign-ins end with the agent');
    await persistIn(world, "keyring");
    expect(words(await diagnosed(world), "keyring", "fine")).toBe('"persist" is "keyring": sign-ins outlive the agent');
    await persistIn(world, "drawer");
    const broken = await diagnosed(world);
    expect(words(broken, "settings", "error")).toMatch(/^cannot use .*config\.json: line 1: "persist" is one of /);
    expect(broken.status).toBe(1);
  },
);

worldTest("sign-ins that pass is to keep need pass", async (world) => {
  await persistIn(world, "pass");
  const [without, beside] = [join(world.home, "empty"), join(world.home, "bin")];
  mkdirSync(without);
  const missing = await diagnosed(world, [], { env: { PATH: without } });
  expect(words(missing, "keyring", "warning")).toMatch(/, and pass is not on PATH: no sign-in is kept$/);
  await write(world, "bin/pass", "#!/bin/sh\nexit 1\n");
  chmodSync(join(beside, "pass"), 0o755);
  const there = await diagnosed(world, [], { env: { PATH: beside } });
  expect(words(there, "keyring", "fine")).toMatch(/^"persist" is "pass": sign-ins outlive the agent$/);
});

keyringTest(
  "keys that the keyring holds are counted, without asking it, and none where none is held",
  async (world, env) => {
    const held = /^one access key is kept with a key in the keyring of this desktop$/m;
    expect(words(await diagnosed(world, [], { env }), "keyring", "fine")).not.toMatch(held);
    const imported = await world.run(["keys", "import", "ben"], { env });
    expect({ status: imported.status, stderr: imported.stderr }).toMatchObject({ status: 0 });
    expect(words(await diagnosed(world, [], { env }), "keyring", "fine")).toMatch(held);
    expect(words(await diagnosed(world), "keyring", "fine")).toMatch(held);
  },
);
