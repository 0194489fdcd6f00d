import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainText } from "../files/is-nothing-at.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-plain-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a regular file is read as it is, with its byte order mark, however long it is", () => {
  const path = join(folder, "file");
  const text = `\uFEFF${"ä\r\n".repeat(10_000)}`;
  writeFileSync(path, text);
  expect(plainText(path)).toBe(text);
});

test("where there is nothing the text is empty, and so it is of /dev/null", () => {
  expect(plainText(join(folder, "nothing"))).toBe("");
  expect(plainText(join(folder, "file/below"))).toBe("");
  expect(plainText("/dev/null")).toBe("");
});

test("a directory, a link and a pipe are left to others, and nobody waits for the pipe", () => {
  const [directory, link, pipe] = ["directory", "link", "pipe"].map((name) => join(folder, name));
  mkdirSync(directory!);
  symlinkSync("file", link!);
  Bun.spawnSync(["mkfifo", pipe!]);
  expect([directory, link, pipe].map((path) => plainText(path!))).toEqual([undefined, undefined, undefined]);
});
