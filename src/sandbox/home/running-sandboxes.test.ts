import { expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { startSandbox } from "../start.ts";
import { createSandboxHome } from "./home.ts";
import { HOME_PREFIX, runningSandboxes, sandboxesFolder } from "./running-sandboxes.ts";

test("a sandbox that answers is found by the name of its home directory, and no longer when it has ended", async () => {
  const sandbox = startSandbox();
  const home = createSandboxHome(sandbox, {});
  const name = basename(home.path).slice(HOME_PREFIX.length);
  const found = { name, home: home.path, url: sandbox.url };
  expect(await runningSandboxes()).toContainEqual(found);
  chmodSync(home.path, 0o755);
  expect(await runningSandboxes()).not.toContainEqual(found);
  chmodSync(home.path, 0o700);
  await sandbox.stop();
  expect(await runningSandboxes(dirname(home.path))).not.toContainEqual(found);
  home.delete();
});

test("no colon is in the path of a sandbox: in PATH it would end the directory of the sandbox's own aws", () => {
  expect([sandboxesFolder("/var/tmp"), sandboxesFolder("/tmp/a:b")]).toEqual(["/var/tmp", "/tmp"]);
});

test("a link to a sandbox's home is not taken for one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-running-"));
  const sandbox = startSandbox();
  const home = createSandboxHome(sandbox, {});
  symlinkSync(home.path, join(folder, `${HOME_PREFIX}link`));
  expect(await runningSandboxes(folder)).toEqual([]);
  await sandbox.stop();
  home.delete();
  rmSync(folder, { recursive: true });
});
