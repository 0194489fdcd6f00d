import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { worldTest } from "../../support/world-test.ts";

worldTest("a ykman in a project is never run, however PATH leads there", async (world) => {
  const project = `${world.home}/project`;
  await mkdir(project);
  await writeFile(`${project}/ykman`, `#!/bin/sh\ntouch ${world.home}/ran\n`, { mode: 0o755 });
  await appendFile(`${world.home}/.aws/credentials`, "\n[ana]\nyubikey_serial = 1\n");
  const path = world.environment.PATH?.replace(/[^:]*\/usr\/bin\b|[^:]*\/bin\b/g, "") ?? "";
  const env = { PATH: `.:${project}::../project:${path}` };
  const { stderr } = await world.run(["process", "staging"], { cwd: "project", env });
  expect(stderr).toContain("`ykman` is not on PATH");
  expect(existsSync(`${world.home}/ran`)).toBe(false);
});
