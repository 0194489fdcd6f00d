import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { persistIn } from "../../support/keeping-world.ts";
import type { World } from "../../support/world.ts";
import { worldTest } from "../../support/world-test.ts";

worldTest("a ykman in a project is never run, however PATH leads there", async (world) => {
  const { env } = await projectWith(world, "ykman");
  await appendFile(`${world.home}/.aws/credentials`, KEY_PROFILE);
  const { stderr } = await world.run(["process", "staging"], { cwd: "project", env });
  expect(stderr).toContain("`ykman` is not on PATH");
  expect(existsSync(`${world.home}/ran`)).toBe(false);
});

worldTest("the interpreter of a ykman that is a script is never the project's", async (world) => {
  const { env } = await projectWith(world, "python3");
  await appendFile(`${world.home}/.aws/credentials`, KEY_PROFILE);
  const bin = `${world.home}/own-bin`;
  await mkdir(bin);
  await writeFile(`${bin}/ykman`, "#!/usr/bin/env python3\n", { mode: 0o755 });
  await writeFile(`${bin}/python3`, `#!/bin/sh\npwd > ${world.home}/own-ran\n`, { mode: 0o755 });
  await world.run(["process", "staging"], { cwd: "project", env: { PATH: `${env.PATH}:${bin}` } });
  expect(existsSync(`${world.home}/ran`)).toBe(false);
  expect(await Bun.file(`${world.home}/own-ran`).text()).toBe("/\n");
});

worldTest("a pass in a project never gets a key", async (world) => {
  const { env } = await projectWith(world, "pass");
  await persistIn(world, "pass");
  const { status, stderr } = await world.run(["keys", "import", "ben"], { cwd: "project", env });
  expect(status).not.toBe(0);
  expect(stderr).toContain("the password store of pass: it is not installed");
  expect(existsSync(`${world.home}/ran`)).toBe(false);
});

const KEY_PROFILE = "\n[ana]\nyubikey_serial = 1\n";

/** A project with a program that leaves a trace, and a PATH that leads there in each way before it leads elsewhere. */
async function projectWith(world: World, name: string): Promise<{ readonly env: { readonly PATH: string } }> {
  const project = `${world.home}/project`;
  await mkdir(project);
  await writeFile(`${project}/${name}`, `#!/bin/sh\ntouch ${world.home}/ran\n`, { mode: 0o755 });
  const path = world.environment.PATH?.replace(/[^:]*\/usr\/bin\b|[^:]*\/bin\b/g, "") ?? "";
  return { env: { PATH: `.:${project}::../project:${path}` } };
}
