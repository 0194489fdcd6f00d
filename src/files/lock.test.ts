import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockHolder, signatureOf } from "../../test/support/lock-holder.ts";
import { ActasError } from "../base/errors.ts";
import { holderOf, isLocked } from "../system/lock-holder.ts";
import { startTimeOf } from "../system/processes/process-stat.ts";
import { tryLock as tryLockIn } from "./lock.ts";
import { makePrivateDirectory } from "./private-directory.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-lock-"));
const directory = makePrivateDirectory(folder);
const tryLock = (name: string) => tryLockIn(directory, name);
afterAll(() => rmSync(folder, { recursive: true }));

test("only one process at a time holds the lock", () => {
  const first = tryLock("one");
  expect(first).toBeDefined();
  expect(tryLock("one")).toBeUndefined();
  first?.release();
  using second = tryLock("one");
  expect(second).toBeDefined();
});

test("an attempt to take a lock that fails leaves nothing open", async () => {
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

/** A process that holds the lock for a while, with the signature it wrote. */
async function holder(path: string, signature: (pid: number) => string) {
  const holding = await lockHolder(path);
  holding.sign(signature(holding.pid));
  return holding;
}

test("a signed lock names its holder, from the moment it is held until it is free", () => {
  const path = join(folder, "signed");
  expect([isLocked(path), holderOf(path)]).toEqual([false, undefined]);
  const lock = tryLock("signed");
  expect([isLocked(path), holderOf(path)]).toEqual([true, undefined]);
  lock?.sign(process.pid);
  expect(holderOf(path)).toEqual({ pid: process.pid, startTime: startTimeOf(process.pid)! });
  expect(statSync(path).size).toBe(64);
  lock?.release();
  expect([isLocked(path), holderOf(path)]).toEqual([false, undefined]);
});

test("looking whether a lock is held neither takes it nor creates its file", () => {
  const path = join(folder, "looked-at");
  expect(isLocked(path)).toBe(false);
  expect(existsSync(path)).toBe(false);
});

test.each([
  ["of a process that is gone", () => signatureOf(2 ** 22 - 1, "1")],
  ["of another process with the same pid", (pid: number) => signatureOf(pid, "1")],
  ["that is cut short", (pid: number) => `${pid}`],
  ["that is no number", () => "me\n"],
  ["that is long", (pid: number) => `${pid} ${"1".repeat(10_000)}\n`],
])("a signature %s names no holder", async (_, signature) => {
  const path = join(folder, crypto.randomUUID());
  await using __ = await holder(path, signature);
  expect([isLocked(path), holderOf(path)]).toEqual([true, undefined]);
});

test("a signature of another user's process names no holder", async () => {
  const isRoot = process.geteuid?.() === 0;
  const others = isRoot ? Bun.spawn(["setpriv", "--reuid=65534", "--clear-groups", "sleep", "60"]) : undefined;
  while (others && statSync(`/proc/${others.pid}`).uid === 0) await Bun.sleep(5);
  const path = join(folder, "of-another-user");
  await using _ = await holder(path, () => signatureOf(others?.pid ?? 1));
  expect([isLocked(path), holderOf(path)]).toEqual([true, undefined]);
  others?.kill();
});

test("a signature of a running process of this user is believed", async () => {
  const path = join(folder, "of-another");
  await using other = await holder(path, signatureOf);
  expect(holderOf(path)).toEqual({ pid: other.pid, startTime: startTimeOf(other.pid)! });
});

test("something other than a file is not a lock, and is not waited for", () => {
  Bun.spawnSync(["mkfifo", join(folder, "pipe")]);
  for (const name of ["pipe", ".", "missing/lock"]) {
    const path = join(folder, name);
    expect([isLocked(path), holderOf(path)]).toEqual([false, undefined]);
  }
  symlinkSync("one", join(folder, "to-one"));
  expect(() => isLocked(join(folder, "to-one"))).toThrow("it is a symbolic link that cannot be followed");
});

test("a lock knows when its file was removed or replaced", () => {
  const path = join(folder, "moved");
  using lock = tryLock("moved");
  expect(lock?.isAt(path)).toBe(true);
  rmSync(path);
  expect(lock?.isAt(path)).toBe(false);
  writeFileSync(path, "");
  expect(lock?.isAt(path)).toBe(false);
});
