import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { editFile } from "./edit-file.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actas-edit-"));
  path = join(folder, "config");
});
afterEach(() => rmSync(folder, { recursive: true }));

const add = (text: string): string => `${text}more\n`;

test("a changed file keeps its mode, whatever the umask, and nothing is left beside it", async () => {
  writeFileSync(path, "some\n");
  chmodSync(path, 0o664);
  const umask = process.umask(0o077);
  expect(await editFile(path, add)).toBe("changed");
  process.umask(umask);
  expect(readFileSync(path, "utf8")).toBe("some\nmore\n");
  expect(statSync(path).mode & 0o777).toBe(0o664);
  expect(readdirSync(folder)).toEqual(["config"]);
});

test("a file that is not there is created for the user alone, with its directory", async () => {
  const below = join(folder, ".aws/config");
  expect(await editFile(below, add)).toBe("changed");
  expect(statSync(below).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, ".aws")).mode & 0o777).toBe(0o700);
  expect(await editFile(join(folder, "none"), () => "")).toBe("same");
  expect(readdirSync(folder)).toEqual([".aws"]);
});

test("a file that is meant for others is created as the umask lets them read it", async () => {
  const path = join(folder, "project.json");
  const umask = process.umask(0o027);
  expect(await editFile(path, () => "{}\n", "others")).toBe("changed");
  process.umask(umask);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test("a symbolic link stays one", async () => {
  writeFileSync(join(folder, "real"), "some\n");
  symlinkSync("real", path);
  await editFile(path, add);
  expect(lstatSync(path).isSymbolicLink()).toBeTrue();
  expect(readFileSync(join(folder, "real"), "utf8")).toBe("some\nmore\n");
});

test("a file that cannot be changed well is left alone, with the reason", async () => {
  writeFileSync(path, "some\n");
  const { ino } = statSync(path);
  chmodSync(path, 0o444);
  await expect(editFile(path, add)).rejects.toThrow(`cannot change ${path}: it is read-only`);
  chmodSync(path, 0o600);
  linkSync(path, join(folder, "second"));
  await expect(editFile(path, add)).rejects.toThrow("it has a second name (a hard link)");
  rmSync(join(folder, "second"));
  symlinkSync("nowhere", join(folder, "link"));
  await expect(editFile(join(folder, "link"), add)).rejects.toThrow("a symbolic link to a file that does not exist");
  await expect(editFile(folder, add)).rejects.toThrow("it is not a regular file");
  const refuse = (): never => {
    throw new Error("no");
  };
  await expect(editFile(path, refuse)).rejects.toThrow("no");
  expect(statSync(path).ino).toBe(ino);
  writeFileSync(path, Buffer.from([0x61, 0xff]));
  await expect(editFile(path, add)).rejects.toThrow("it is not UTF-8 text");
});

test("what another program writes in the meantime is not lost", async () => {
  writeFileSync(path, "some\n");
  let calls = 0;
  await editFile(path, (text) => {
    if (calls++ === 0) writeFileSync(path, `${text}of another\n`);
    return add(text);
  });
  expect(readFileSync(path, "utf8")).toBe("some\nof another\nmore\n");
});

test("changes at the same time are all made", async () => {
  writeFileSync(path, "");
  await Promise.all(Array.from({ length: 20 }, (_, n) => editFile(path, (text) => `${text}${n}\n`)));
  expect(
    readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map(Number)
      .sort((a, b) => a - b),
  ).toEqual([...Array(20).keys()]);
});

test("what a killed writer left is removed, what is being written is not", async () => {
  writeFileSync(path, "some\n");
  const [left, young] = [`${path}.${crypto.randomUUID()}.new`, `${path}.${crypto.randomUUID()}.new`];
  for (const one of [left, young, `${path}.new`]) writeFileSync(one, "secret");
  utimesSync(left, 0, 0);
  utimesSync(`${path}.new`, 0, 0);
  await editFile(path, add);
  expect(readdirSync(folder).sort()).toEqual(["config", "config.new", young.slice(folder.length + 1)].sort());
});

test("a process that is killed at any moment leaves the old text or the new", async () => {
  const texts = ["a".repeat(100_000), "b".repeat(100_000)];
  writeFileSync(path, texts[0] ?? "");
  const script = `
    const { editFile } = await import(${JSON.stringify(join(import.meta.dir, "edit-file.ts"))});
    console.log("ready");
    for (;;) await editFile(process.argv[1], (text) => (text[0] === "a" ? "b" : "a").repeat(100_000));`;
  for (let round = 0; round < 20; round++) {
    const child = Bun.spawn([process.execPath, "-e", script, path], { stdout: "pipe", stderr: "inherit" });
    await child.stdout.getReader().read();
    await Bun.sleep(Math.random() * 10);
    child.kill("SIGKILL");
    await child.exited;
    expect(texts).toContain(readFileSync(path, "utf8"));
  }
}, 60_000);
