import { afterEach, beforeEach, expect } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitOf } from "../../scripts/commit-of.ts";
import { testNeeding } from "../support/needs.ts";

const test = testNeeding("git");

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "actas-commit-")));
});
afterEach(() => rmSync(root, { recursive: true }));

function git(...words: string[]): string {
  const author = {
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@b.c",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@b.c",
  };
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", ...author };
  const { exitCode, stdout, stderr } = Bun.spawnSync(["git", ...words], { cwd: root, env });
  if (exitCode !== 0) throw new Error(String(stderr));
  return String(stdout).trim();
}

function repository(): string {
  git("init", "-q");
  writeFileSync(join(root, "file"), "1\n");
  git("add", "file");
  git("commit", "-q", "-m", "first");
  return git("rev-parse", "HEAD").slice(0, 12);
}

test("a build names its commit, whatever tags there are", () => {
  const commit = repository();
  git("tag", "-a", "-m", "v1", "v1");
  expect(commitOf(root)).toBe(commit);
});

test("a build of other files than the commit's says so", () => {
  const commit = repository();
  writeFileSync(join(root, "file"), "2\n");
  expect(commitOf(root)).toBe(`${commit}-dirty`);
});

test("outside a repository there is no commit, and that of a repository around it is not taken", () => {
  expect(commitOf(root)).toBeUndefined();
  repository();
  const unpacked = join(root, "unpacked");
  mkdirSync(unpacked);
  expect(commitOf(unpacked)).toBeUndefined();
});
