import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActasError } from "../base/errors.ts";
import { tryLock as tryLockIn } from "./lock.ts";
import { makePrivateDirectory } from "./private-directory.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-lock-"));
const directory = makePrivateDirectory(folder);
const tryLock = (name: string) => tryLockIn(directory, name);
afterAll(() => rmSync(folder, { recursive: true }));

test("one at a time holds the lock", () => {
  const first = tryLock("one");
  expect(first).toBeDefined();
  expect(tryLock("one")).toBeUndefined();
  first?.release();
  using second = tryLock("one");
  expect(second).toBeDefined();
});

test("a lock that was not had holds nothing open", async () => {
  const path = join(folder, "open");
  using _ = tryLock("open");
  for (let attempt = 0; attempt < 3; attempt++) tryLock("open");
  const { stdout } = Bun.spawnSync(["ls", "-l", `/proc/${process.pid}/fd`]);
  expect(stdout.toString().split(path)).toHaveLength(2);
});

test("child processes do not inherit the lock", () => {
  const path = join(folder, "inherited");
  using _ = tryLock("inherited");
  expect(Bun.spawnSync(["ls", "-l", "/proc/self/fd"]).stdout.toString()).not.toContain(path);
});

test("the lock of a killed process is free at once", async () => {
  const script = `import { tryLock } from "${import.meta.dir}/lock.ts";
    import { makePrivateDirectory } from "${import.meta.dir}/private-directory.ts";
    tryLock(makePrivateDirectory("${folder}"), "killed"); console.log("held"); await Bun.sleep(60_000)`;
  const holder = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });
  await holder.stdout.getReader().read();
  expect(tryLock("killed")).toBeUndefined();
  holder.kill("SIGKILL");
  await holder.exited;
  using lock = tryLock("killed");
  expect(lock).toBeDefined();
});

test("the file is for its owner only", () => {
  const path = join(folder, "mode");
  using _ = tryLock("mode");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  ["missing/lock", "no such file or directory"],
  ["file/lock", "a part of the path is not a directory"],
  ["link", "it is a symbolic link that cannot be followed"],
])("a lock at %s is an error that says why", (name, reason) => {
  writeFileSync(join(folder, "file"), "");
  if (name === "link") symlinkSync("file", join(folder, "link"));
  const path = join(folder, name);
  expect(() => tryLock(name)).toThrow(new ActasError("system", `cannot lock ${path}: ${reason}`));
});
