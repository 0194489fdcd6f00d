import { afterAll, expect, test } from "bun:test";
import { chmodSync, chownSync, copyFileSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testNeeding } from "../../../test/support/needs.ts";
import { executableOf } from "./executable-of.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-executable-"));
const program = join(folder, "program");
copyFileSync("/bin/sleep", program);
chmodSync(program, 0o755);
const child = Bun.spawn([program, "60"]);
afterAll(() => {
  child.kill();
  rmSync(folder, { recursive: true });
});

test("the program of a process is given by its path", () => {
  expect(executableOf(child.pid)).toBe(program);
  expect(executableOf(2 ** 30)).toBeUndefined();
});

test.each([0o775, 0o757])("a program with mode %o is not trusted", (mode) => {
  chmodSync(program, mode);
  expect(executableOf(child.pid)).toBeUndefined();
  chmodSync(program, 0o755);
});

testNeeding("root")("a program of another user is not trusted", () => {
  chownSync(program, 65534, 65534);
  expect(executableOf(child.pid)).toBeUndefined();
  chownSync(program, 0, 0);
});

test("a program that was removed or replaced is not trusted", () => {
  renameSync(program, join(folder, "moved"));
  expect(executableOf(child.pid)).toBe(join(folder, "moved"));
  rmSync(join(folder, "moved"));
  expect(executableOf(child.pid)).toBeUndefined();
  copyFileSync("/bin/sleep", join(folder, "moved (deleted)"));
  expect(executableOf(child.pid)).toBeUndefined();
});
