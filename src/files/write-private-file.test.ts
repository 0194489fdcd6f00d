import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import * as fs from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followLinks, writeLastingFile, writeNewLastingFile, writePrivateFile } from "./write-private-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "actas-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The calls of fsync and the moves that `call` makes, in order; directories by their path. */
function syncedBy(call: () => void): string[] {
  const events: string[] = [];
  const opened = new Map<number, string>();
  const { fsyncSync, openSync, renameSync } = fs;
  using _open = spyOn(fs, "openSync").mockImplementation((...words) => {
    const fd = openSync(...words);
    opened.set(fd, String(words[0]));
    return fd;
  });
  using _sync = spyOn(fs, "fsyncSync").mockImplementation((fd) => {
    events.push(`keep ${opened.get(fd)?.replace(/[\da-f-]{36}/, "ID")}`);
    fsyncSync(fd);
  });
  using _move = spyOn(fs, "renameSync").mockImplementation((from, to) => {
    events.push("move");
    renameSync(from, to);
  });
  call();
  return events;
}

test("a file and its directories are created, for this user alone", async () => {
  const path = join(folder, "a/b/c.json");
  expect(writeNewLastingFile(path, "text\n")).toBe("written");
  expect(await readFile(path, "utf8")).toBe("text\n");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, "a/b"))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(folder, "a/b"))).toEqual(["c.json"]);
});

test("a file that must not be replaced stays", async () => {
  const path = join(folder, "c.json");
  await Bun.write(path, "old");
  expect(writeNewLastingFile(path, "new")).toBe("exists");
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["c.json"]);
});

test.each([writePrivateFile, writeLastingFile])(
  "a file is replaced by another file, so that no reader finds half of it: %p",
  async (write) => {
    const path = join(folder, "c.json");
    await Bun.write(path, "old");
    const { ino } = await stat(path);
    write(path, "new");
    expect([await readFile(path, "utf8"), (await stat(path)).ino === ino]).toEqual(["new", false]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["c.json"]);
  },
);

test("a symbolic link is replaced, unless its target is what is written", async () => {
  await Bun.write(join(folder, "real/c.json"), "old");
  const link = join(folder, "c.json");
  await symlink("real/c.json", link);
  writeLastingFile(followLinks(link), "new");
  expect(await readFile(join(folder, "real/c.json"), "utf8")).toBe("new");
  expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  writePrivateFile(link, "newer");
  expect([await readFile(join(folder, "real/c.json"), "utf8"), await readFile(link, "utf8")]).toEqual(["new", "newer"]);
});

test("a lasting file is synced before it is moved into place, and its directories after", () => {
  const path = join(folder, "a/b/c.json");
  expect(syncedBy(() => writeLastingFile(path, "text"))).toEqual([
    `keep ${join(folder, "a")}`,
    `keep ${folder}`,
    `keep ${path}.ID.new`,
    "move",
    `keep ${join(folder, "a/b")}`,
  ]);
  expect(syncedBy(() => writePrivateFile(path, "text"))).toEqual(["move"]);
});

test("a failed write changes nothing", async () => {
  await Bun.write(join(folder, "file"), "old");
  expect(() => writeLastingFile(join(folder, "file/c.json"), "new")).toThrow("EEXIST");
  expect(() => writePrivateFile(join(folder, "file/c.json"), "new")).toThrow("ENOTDIR");
  expect(() => writePrivateFile(join(folder, "gone/c.json"), "new")).toThrow("ENOENT");
  expect(await readFile(join(folder, "file"), "utf8")).toBe("old");
});

test("where there is room for only a part of the text, the file stays as it was", async () => {
  const path = join(folder, "c.json");
  await Bun.write(path, "old");
  const script = `import { writeLastingFile } from "${import.meta.dir}/write-private-file.ts";
    try { writeLastingFile("${path}", "x".repeat(100_000)); } catch (error) { console.log(error.code); }`;
  const { stdout } = Bun.spawnSync(["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", process.execPath, "-e", script]);
  expect(stdout.toString()).toBe("EFBIG\n");
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["c.json"]);
});
