import { expect } from "bun:test";
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { needs } from "../../support/needs.ts";
import { isTrusted, PROJECT_FILE, trustedRepository, worktreeTest, write } from "../../support/trusted-repository.ts";
import { worldTestUnless } from "../../support/world-test.ts";

worktreeTest("a worktree reached through a symbolic link is the worktree; a linked .git is none", async (world) => {
  const { main, linked } = await trustedRepository(world);
  symlinkSync(linked, join(world.home, "link"));
  expect(await isTrusted(world, join(world.home, "link"))).toBe(true);
  const hostile = join(world.home, "hostile");
  write(join(hostile, ".actas.json"), PROJECT_FILE);
  for (const target of [join(main, ".git"), join(linked, ".git")]) {
    symlinkSync(target, join(hostile, ".git"));
    expect(await isTrusted(world, hostile)).toBe(false);
    rmSync(join(hostile, ".git"));
  }
});

worktreeTest("no project makes itself a worktree of a repository that is trusted", async (world) => {
  const { main, linked } = await trustedRepository(world);
  const hostile = join(world.home, "hostile");
  const forged = join(hostile, "forged/.git");
  const registered = join(main, ".git/worktrees/linked");
  write(join(hostile, ".actas.json"), PROJECT_FILE);
  write(join(forged, "HEAD"), "ref: refs/heads/main\n");
  write(join(forged, "worktrees/x/gitdir"), `${hostile}/.git\n`);
  const shared = join(forged, "worktrees/x/commondir");
  write(shared, "../..\n");
  const isForgedBy = async (gitdir: string, commondir = "../.."): Promise<boolean> => {
    writeFileSync(join(hostile, ".git"), `gitdir: ${gitdir}\n`);
    writeFileSync(shared, `${commondir}\n`);
    return isTrusted(world, hostile);
  };
  // To what git keeps of a worktree that is one, to places beside it, and to the repository itself.
  for (const gitdir of [registered, `${registered}/../x`, join(main, ".git"), main, "", "/", "."]) {
    expect({ gitdir, isForged: await isForgedBy(gitdir) }).toEqual({ gitdir, isForged: false });
  }
  // To a directory of its own, which says that it belongs to the repository.
  for (const commondir of ["../..", join(main, ".git"), registered]) {
    expect({ commondir, isForged: await isForgedBy(join(forged, "worktrees/x"), commondir) }).toMatchObject({
      isForged: false,
    });
  }
  // A repository of its own claims the trusted ones as its worktrees.
  for (const [name, root] of [
    ["main", main],
    ["linked", linked],
  ] as const) {
    write(join(forged, "worktrees", name, "gitdir"), `${root}/.git\n`);
    write(join(forged, "worktrees", name, "commondir"), "../..\n");
  }
  expect(await isForgedBy(join(forged, "worktrees/x"))).toBe(false);
  rmSync(join(hostile, ".git"));
  renameSync(forged, join(hostile, ".git"));
  expect(await isTrusted(world, hostile)).toBe(false);
});

worktreeTest("links to a trusted repository forge nothing either", async (world) => {
  const { main } = await trustedRepository(world);
  const hostile = join(world.home, "hostile");
  write(join(hostile, ".actas.json"), PROJECT_FILE);
  const forgeries = [
    { link: "its/.git", to: join(main, ".git"), gitdir: "its/.git/worktrees/linked" },
    { link: "own/worktrees/x", to: join(main, ".git/worktrees/linked"), gitdir: "own/worktrees/x" },
    { link: "all/worktrees", to: join(main, ".git/worktrees"), gitdir: "all/worktrees/linked" },
  ];
  for (const { link, to, gitdir } of forgeries) {
    mkdirSync(dirname(join(hostile, link)), { recursive: true });
    symlinkSync(to, join(hostile, link));
    writeFileSync(join(hostile, ".git"), `gitdir: ${gitdir}\n`);
    expect({ gitdir, isTrusted: await isTrusted(world, hostile) }).toEqual({ gitdir, isTrusted: false });
  }
});

worktreeTest("a pipe, a directory or a huge file in place of git's own files blocks no command", async (world) => {
  const { linked } = await trustedRepository(world);
  const entry = join(linked, ".git");
  const text = readFileSync(entry, "utf8");
  rmSync(entry);
  await world.runProgram(["mkfifo", entry]);
  expect(await isTrusted(world, linked)).toBe(false);
  rmSync(entry);
  writeFileSync(entry, `${text}${"\n".repeat(10_000)}`);
  expect(await isTrusted(world, linked)).toBe(false);
});

worktreeTest("what every user may write to says nothing about worktrees", async (world) => {
  const { main, linked } = await trustedRepository(world);
  for (const path of [join(main, ".git/worktrees/linked/gitdir"), join(main, ".git/worktrees"), main]) {
    chmodSync(path, 0o777);
    expect({ path, isTrusted: await isTrusted(world, linked) }).toEqual({ path, isTrusted: false });
    chmodSync(path, 0o755);
  }
  expect(await isTrusted(world, linked)).toBe(true);
});

worldTestUnless(needs("git", "root"), "a repository or a worktree of another user shares no trust", async (world) => {
  const { main, linked } = await trustedRepository(world);
  for (const path of [join(main, ".git/worktrees/linked"), join(main, ".git"), linked, join(linked, ".git")]) {
    chownSync(path, 4321, 4321);
    expect({ path, isTrusted: await isTrusted(world, linked) }).toEqual({ path, isTrusted: false });
    chownSync(path, 0, 0);
  }
  expect(await isTrusted(world, linked)).toBe(true);
});
