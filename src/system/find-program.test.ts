import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awayFromProject, findProgram } from "./find-program.ts";

const ROOT = mkdtempSync(join(tmpdir(), "actas-find-"));
for (const folder of ["project/bin", "good", "folder/tool"]) mkdirSync(join(ROOT, folder), { recursive: true });
for (const path of ["project/tool", "project/bin/tool", "good/tool"]) {
  writeFileSync(join(ROOT, path), "#!/bin/sh\n", { mode: 0o755 });
}
symlinkSync(join(ROOT, "project"), join(ROOT, "link"));
afterAll(() => rmSync(ROOT, { recursive: true }));

const found = (...path: readonly string[]): string | undefined =>
  findProgram("tool", { directory: join(ROOT, "project"), environment: { PATH: path.join(":") } });
const at = (path: string): string => join(ROOT, path);

test("the first of PATH is taken", () => {
  expect(found(at("nowhere"), at("good"))).toBe(at("good/tool"));
  expect(found(at("folder"), at("good"))).toBe(at("good/tool"));
  expect(found(at("nowhere"))).toBeUndefined();
});

test("relative folders and the current directory are passed over, also by another name", () => {
  expect(found(".", "", "bin", "../project", at("project"), at("link"), at("good"))).toBe(at("good/tool"));
});

test("a program that is found so looks for others in the same folders, and runs elsewhere", () => {
  const PATH = [".", "", "bin", at("project"), at("link"), at("good")].join(":");
  const away = awayFromProject({ directory: at("project"), environment: { PATH, HOME: "/home/ana" } });
  expect(away).toEqual({ directory: "/", environment: { PATH: at("good"), HOME: "/home/ana" } });
  expect(awayFromProject({ directory: "/x", environment: {} })).toEqual({ directory: "/", environment: {} });
});
