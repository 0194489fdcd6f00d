import { afterEach, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { testNeeding } from "../../test/support/needs.ts";
import { findProjectFile } from "./find-project-file.ts";

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

/** Creates a directory with these files; returns its path without symbolic links. */
function tree(...files: readonly string[]): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "project-")));
  made.push(root);
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), file);
  }
  return root;
}

async function found(root: string, directory: string, home = root): Promise<string | undefined> {
  const file = await findProjectFile(join(root, directory), home);
  return file?.path.slice(root.length + 1);
}

test("the closest file counts", async () => {
  const root = tree(".actas.json", "a/.mairu.json", "a/b/c/x");
  expect(await found(root, "a/b/c")).toBe("a/.mairu.json");
  expect(await found(root, "")).toBe(".actas.json");
});

test("where a directory has both, ours counts", async () => {
  const root = tree(".actas.json", ".mairu.json");
  expect(await found(root, "")).toBe(".actas.json");
});

test("below HOME the search ends at HOME", async () => {
  const root = tree(".actas.json", "home/project/x");
  expect(await found(root, "home/project", join(root, "home"))).toBeUndefined();
});

test("HOME may be named by a symbolic link", async () => {
  const root = tree(".actas.json", "home/project/x");
  symlinkSync(join(root, "home"), join(root, "link"));
  expect(await found(root, "home/project", join(root, "link"))).toBeUndefined();
});

test("outside HOME the search ends at the border of the file system", async () => {
  const root = tree(".actas.json", "a/b/x", "home/x");
  expect(await found(root, "a/b", join(root, "home"))).toBe(".actas.json");
});

test("a file that cannot be read is an error: one farther away could mean another role", async () => {
  const root = tree(".actas.json", "a/x");
  mkdirSync(join(root, "a/.actas.json"));
  await expect(findProjectFile(join(root, "a"), root)).rejects.toThrow("a/.actas.json: it is not a regular file");
});

test.each([
  ["nowhere", "no such file or directory"],
  [".actas.json", "it is a symbolic link that cannot be followed"],
  ["x/y", "a part of the path is not a directory"],
  ["n".repeat(256), "the path is too long"],
])("a symbolic link to %.20s is an error as well", async (target, reason) => {
  const root = tree(".actas.json", "a/x");
  symlinkSync(target, join(root, "a/.actas.json"));
  await expect(findProjectFile(join(root, "a"), root)).rejects.toThrow(`a/.actas.json: ${reason}`);
});

test("a file that all users may write to is found, and doubted", async () => {
  const root = tree(".actas.json");
  expect((await findProjectFile(root, root))?.doubt).toBeUndefined();
  chmodSync(join(root, ".actas.json"), 0o646);
  expect((await findProjectFile(root, root))?.doubt).toContain("may write");
});

testNeeding("root")("a file of another user than this one and root is found, and doubted", async () => {
  const root = tree(".actas.json");
  chownSync(join(root, ".actas.json"), 65_534, 65_534);
  expect((await findProjectFile(root, root))?.doubt).toBe("it belongs to another user (uid 65534)");
});

test("a file that is far too long is refused", async () => {
  const root = tree();
  writeFileSync(join(root, ".actas.json"), " ".repeat(70_000));
  await expect(findProjectFile(root, root)).rejects.toThrow("more than 65536 bytes");
});
