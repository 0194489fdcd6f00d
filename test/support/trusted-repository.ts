import { expect } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { needs } from "./needs.ts";
import type { World } from "./world.ts";
import { worldTestUnless } from "./world-test.ts";

/** The project file of the repository. */
export const PROJECT_FILE = JSON.stringify({ profile: "readonly" });

/** Like `worldTest`, but needs git. */
export const worktreeTest = worldTestUnless.bind(undefined, needs("git"));

/** A repository with a trusted project file, and a linked worktree that git created. */
export async function trustedRepository(world: World): Promise<{ main: string; linked: string }> {
  const [main, linked] = [join(world.home, "main"), join(world.home, "linked")];
  write(join(main, ".actas.json"), PROJECT_FILE);
  await git(world, main, "init", "-q");
  await commit(world, main);
  await git(world, main, "worktree", "add", "-q", linked);
  await trust(world, main);
  return { main, linked };
}

export async function git(world: World, directory: string, ...words: string[]): Promise<void> {
  const who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "protocol.file.allow=always"];
  const { status, stderr } = await world.runProgram(["git", "-C", directory, ...who, ...words]);
  if (status !== 0) throw new Error(stderr);
}

async function commit(world: World, directory: string): Promise<void> {
  await git(world, directory, "add", "-A");
  await git(world, directory, "commit", "-q", "-m", "all");
}

export async function trust(world: World, directory: string): Promise<void> {
  const digest = new Bun.CryptoHasher("sha256").update(readFileSync(join(directory, ".actas.json"))).digest("hex");
  const { status, stderr } = await world.run(["trust", join(directory, ".actas.json"), "--digest", digest]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}

export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Whether `auto` works in a directory without a question: the command has no terminal to ask on. */
export async function isTrusted(world: World, directory: string): Promise<boolean> {
  const script = `cd '${directory}' && exec actas process auto`;
  const { status, stderr } = await world.runProgram(["sh", "-c", script]);
  if (status !== 0) expect(stderr).toContain("cannot use");
  return status === 0;
}
