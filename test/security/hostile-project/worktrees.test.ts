import { expect } from "bun:test";
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  git,
  isTrusted,
  PROJECT_FILE,
  trust,
  trustedRepository,
  worktreeTest,
  write,
} from "../../support/trusted-repository.ts";

worktreeTest("trust holds in a linked worktree, back in the main one, and below both", async (world) => {
  const { main, linked } = await trustedRepository(world);
  mkdirSync(join(linked, "below"));
  expect(await isTrusted(world, join(linked, "below"))).toBe(true);
  expect((await world.run(["show"], { cwd: "linked" })).stdout).toContain('"auto_trusted": true');
  expect((await world.run(["trust"], { cwd: "linked" })).stdout).toBe(
    `already trusted: ${linked}/.actas.json, as ${main}/.actas.json is\n`,
  );
  await world.run(["trust", "revoke"], { cwd: "main" });
  expect(await isTrusted(world, linked)).toBe(false);
  await trust(world, linked);
  expect(await isTrusted(world, main)).toBe(true);
});

worktreeTest("trust holds for the same bytes at the same path below the worktree, and for no other", async (world) => {
  const { linked } = await trustedRepository(world);
  write(join(linked, "sub/.actas.json"), PROJECT_FILE);
  expect(await isTrusted(world, join(linked, "sub"))).toBe(false);
  writeFileSync(join(linked, ".actas.json"), `${PROJECT_FILE}\n`);
  expect(await isTrusted(world, linked)).toBe(false);
});

worktreeTest("what is taken back in a worktree and trusted in another is said to count still", async (world) => {
  const { main } = await trustedRepository(world);
  const { stdout, stderr } = await world.run(["trust", "revoke"], { cwd: "linked" });
  expect(stdout).toContain("was not trusted");
  expect(stderr).toContain(`it still counts, because ${main}/.actas.json in another worktree is trusted`);
});

worktreeTest("it can be turned off, and settings that cannot be read do not turn it on", async (world) => {
  const { linked } = await trustedRepository(world);
  const config = join(world.home, ".config/actas/config.json");
  for (const text of ['{"trustWorktrees": false}', "{"]) {
    write(config, text);
    expect(await isTrusted(world, linked)).toBe(false);
  }
  expect((await world.run(["process", "auto"], { cwd: "linked" })).stderr).toContain(`cannot use ${config}`);
  rmSync(config);
  expect(await isTrusted(world, linked)).toBe(true);
});

worktreeTest("worktrees of a bare repository share trust", async (world) => {
  const { main } = await trustedRepository(world);
  const bare = join(world.home, "bare.git");
  await git(world, world.home, "clone", "-q", "--bare", main, bare);
  const [one, two] = [join(world.home, "one"), join(world.home, "two")];
  await git(world, bare, "worktree", "add", "-q", one, "-b", "one");
  await git(world, bare, "worktree", "add", "-q", two, "-b", "two");
  expect(await isTrusted(world, two)).toBe(false);
  await trust(world, one);
  expect(await isTrusted(world, two)).toBe(true);
});

worktreeTest("a worktree that git moved is one still; one moved behind git's back is not", async (world) => {
  const { main, linked } = await trustedRepository(world);
  const [moved, torn] = [join(world.home, "moved"), join(world.home, "torn")];
  await git(world, main, "worktree", "move", linked, moved);
  expect(await isTrusted(world, moved)).toBe(true);
  renameSync(moved, torn);
  expect(await isTrusted(world, torn)).toBe(false);
  await git(world, torn, "worktree", "repair");
  expect(await isTrusted(world, torn)).toBe(true);
});

worktreeTest("a clone, a copy and a submodule are other repositories", async (world) => {
  const { main, linked } = await trustedRepository(world);
  const [clone, copy, outer] = [join(world.home, "clone"), join(world.home, "copy"), join(world.home, "outer")];
  await git(world, world.home, "clone", "-q", main, clone);
  cpSync(linked, copy, { recursive: true });
  mkdirSync(outer);
  await git(world, outer, "init", "-q");
  await git(world, outer, "submodule", "add", "-q", main, "inner");
  for (const directory of [clone, copy, join(outer, "inner")]) expect(await isTrusted(world, directory)).toBe(false);
});
