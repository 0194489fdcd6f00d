import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePrivateFile } from "./write-private-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "actas-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a file and its directories are made, for this user alone", async () => {
  const path = join(folder, "a/b/c.json");
  expect(writePrivateFile(path, "text\n", "kept")).toBe("written");
  expect(await readFile(path, "utf8")).toBe("text\n");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, "a/b"))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(folder, "a/b"))).toEqual(["c.json"]);
});

test("a file that is to be kept is kept", async () => {
  const path = join(folder, "c.json");
  await Bun.write(path, "old");
  expect(writePrivateFile(path, "new", "kept")).toBe("exists");
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["c.json"]);
});

test("a file that is replaced is another file, so that nobody reads half of it", async () => {
  const path = join(folder, "c.json");
  await Bun.write(path, "old");
  const { ino } = await stat(path);
  expect(writePrivateFile(path, "new", "replaced")).toBe("written");
  expect([await readFile(path, "utf8"), (await stat(path)).ino === ino]).toEqual(["new", false]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a symbolic link is followed", async () => {
  await Bun.write(join(folder, "real/c.json"), "old");
  await symlink("real/c.json", join(folder, "c.json"));
  writePrivateFile(join(folder, "c.json"), "new", "replaced");
  expect(await readFile(join(folder, "real/c.json"), "utf8")).toBe("new");
  expect(await readdir(folder)).toEqual(expect.arrayContaining(["c.json", "real"]));
});

test("what cannot be written changes nothing, and says why", async () => {
  await Bun.write(join(folder, "file"), "old");
  expect(() => writePrivateFile(join(folder, "file/c.json"), "new", "replaced")).toThrow(
    `cannot write ${join(folder, "file/c.json")}: `,
  );
  expect(await readFile(join(folder, "file"), "utf8")).toBe("old");
});
