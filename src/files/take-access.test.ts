import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needsRoot } from "../../test/support/ordinary-user.ts";
import { takeAccess } from "./take-access.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actas-take-"));
  path = join(folder, "config");
  writeFileSync(path, "");
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (at: string): string => (statSync(at).mode & 0o7777).toString(8);

test.each([
  [0o666, 0o022, "644"],
  [0o666, 0o066, "600"],
  [0o600, 0o022, "600"],
  [0o400, 0o066, "400"],
])("of mode %o without %o %s is left", (mode, taken, left) => {
  chmodSync(path, mode);
  takeAccess(path, taken);
  expect(modeOf(path)).toBe(left);
});

test("a directory is closed", () => {
  chmodSync(folder, 0o755);
  takeAccess(folder, 0o077);
  expect(modeOf(folder)).toBe("700");
});

test("a private file that a link has led to stays private", () => {
  chmodSync(path, 0o600);
  symlinkSync(path, join(folder, "link"));
  takeAccess(join(folder, "link"), 0o022);
  expect(modeOf(path)).toBe("600");
});

test("what is neither a file nor a directory, as a device, is left as it is", () => {
  const pipe = join(folder, "pipe");
  Bun.spawnSync(["mkfifo", "-m", "666", pipe]);
  expect(() => takeAccess(pipe, 0o066)).toThrow("it is neither a file nor a directory");
  expect(modeOf(pipe)).toBe("666");
});

const asRoot = needsRoot();
const name = "the file of another user is left as it is";
if (asRoot) test.skip(`${name} # SKIPPED: ${asRoot}`, () => {});
else
  test(name, () => {
    chmodSync(path, 0o666);
    chownSync(path, 65_534, 65_534);
    expect(() => takeAccess(path, 0o066)).toThrow("it belongs to another user (uid 65534)");
    expect(modeOf(path)).toBe("666");
  });
