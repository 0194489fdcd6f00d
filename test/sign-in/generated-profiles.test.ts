import { expect } from "bun:test";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const setUp = (world: World, ...words: readonly string[]) => world.run(["setup", "profiles", ...words]);
const config = (world: World) => readFile(join(world.home, ".aws/config"), "utf8");

worldTest("each role of a source gets a profile, which follows the source's roles when asked to", async (world) => {
  await login(world, "corp");
  const before = await config(world);
  const diff = await setUp(world, "corp", "--diff");
  expect(diff.stdout).toContain(
    "+ [profile Sandbox-Developer] credential_process = actas process corp:111122223333/Developer\n",
  );
  expect(await config(world)).toBe(before);

  const first = await setUp(world, "corp", "--region", "eu-west-1");
  expect(first.stdout).toMatch(/^wrote \d+ profiles of "corp" to .*\/\.aws\/config: \d+ new, 0 removed\n$/);
  expect(await config(world)).toStartWith(before);
  expect((await world.run(["whoami", "Sandbox-Developer"])).stdout).toContain("_Developer_");
  expect((await setUp(world, "corp")).stdout).toEndWith(".aws/config as before\n");

  await world.assign("assign", "111122223333", "Auditor");
  await world.assign("remove", "111122223333", "Developer");
  const kept = await setUp(world, "corp", "--refresh");
  expect(kept.stdout).toEndWith(": 1 new, 0 removed\n");
  expect(kept.stderr).toContain("no such roles any more: Sandbox-Developer; `--prune` removes their profiles");
  const gone = await setUp(world, "corp", "--prune", "--diff");
  expect(gone.stdout).toBe(
    "- [profile Sandbox-Developer] credential_process = actas process corp:111122223333/Developer\n",
  );
  expect((await setUp(world, "corp", "--prune")).stdout).toEndWith(": 0 new, 1 removed\n");
  expect(await config(world)).toContain(
    "[profile Sandbox-Auditor]\ncredential_process = actas process corp:111122223333/Auditor\nregion = eu-west-1\n",
  );
});

worldTest(
  "what was changed by hand stays until it is given up, and what is outside stays in any case",
  async (world) => {
    await login(world, "corp");
    await appendFile(join(world.home, ".aws/config"), "\n[profile Sandbox-ReadOnly]\nregion = eu-north-1\n");
    const { stderr } = await setUp(world);
    expect(stderr).toContain('there is another profile "Sandbox-ReadOnly"');
    expect(stderr).toContain('not signed in to "contoso"');
    const path = join(world.home, ".aws/config");
    const changed = (await config(world)).replace(
      "[profile Sandbox-Developer]\n",
      "[profile Sandbox-Developer]\noutput = json\n",
    );
    await Bun.write(path, `${changed}\n[profile later]\nregion = eu-west-1\n`);
    const refused = await setUp(world, "corp");
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toContain("have been changed by hand\n");
    expect(await config(world)).toContain("output = json");
    expect(await setUp(world, "corp", "--overwrite")).toMatchObject({ status: 0 });
    expect(await config(world)).not.toContain("output = json");
    expect(await config(world)).toEndWith("\n[profile later]\nregion = eu-west-1\n");
  },
);

worldTest("nothing is written of a source whose roles cannot be known, or with names that are none", async (world) => {
  const before = await config(world);
  expect((await setUp(world)).stderr).toContain("sign in first: `actas login ");
  expect(await setUp(world, "corp")).toMatchObject({ status: 4 });
  expect((await setUp(world, "copr")).stderr).toContain('did you mean "corp"');
  await login(world, "corp");
  expect((await setUp(world, "corp", "--template", "{account}")).stderr).toContain("without `{role}` several roles");
  expect((await setUp(world, "corp", "--region", "mars")).stderr).toContain("not the name of a region");
  expect(await config(world)).toBe(before);
});
