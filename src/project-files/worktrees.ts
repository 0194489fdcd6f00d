import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { problemOnTheWayTo } from "../files/safe-path.ts";

/** Longer than any path. */
const MAX_BYTES = 8192;
/** More worktrees than people have. */
const MOST = 512;
const WRITABLE_BY_ALL = 0o002;
const FINAL_NEWLINES = /[\r\n]+$/;

/** The closest directory with a `.git`, from a directory upward; what git would take for the root of a worktree. */
export function worktreeRoot(directory: string): string | undefined {
  for (let path = directory; ; path = dirname(path)) {
    if (statusOf(join(path, ".git")) !== "missing") return path;
    if (path === "/") return undefined;
  }
}

/**
 * The directory that all worktrees of a repository share, if this is the root of one. It reads what git has written and
 * starts no program: git acts upon the configuration of the directory it is started in.
 *
 * A linked worktree has to say whose it is, and the repository has to say so too. Either alone is easily forged: the
 * first comes with any archive. And no other user may be able to change what is read.
 *
 * @param root - absolute and without symbolic links
 * @see gitrepository-layout(5)
 */
export function repositoryOf(root: string): string | undefined {
  const entry = join(root, ".git");
  const status = statusOf(entry);
  if (status === "missing") return undefined;
  if (status.isDirectory()) return isSafe(join(entry, "HEAD")) ? entry : undefined;
  const pointer = textOf(entry);
  if (!pointer?.startsWith("gitdir: ")) return undefined;
  const gitDirectory = realPath(resolve(root, pointer.slice("gitdir: ".length)));
  if (!gitDirectory) return undefined;
  const worktrees = dirname(gitDirectory);
  const common = dirname(worktrees);
  // A submodule has such a pointer too, to a directory of its own.
  if (basename(worktrees) !== "worktrees" || rootNamedIn(gitDirectory) !== root) return undefined;
  const shared = textOf(join(gitDirectory, "commondir"));
  return shared && realPath(resolve(gitDirectory, shared)) === common ? common : undefined;
}

/** Where the worktrees of a repository are as it says itself; `repositoryOf` tells whether they agree. */
export function worktreesNamedBy(common: string): readonly string[] {
  const main = basename(common) === ".git" ? [dirname(common)] : [];
  return [...main, ...linkedOf(common).flatMap((directory) => rootNamedIn(directory) ?? [])];
}

function linkedOf(common: string): string[] {
  const directory = join(common, "worktrees");
  try {
    return readdirSync(directory)
      .slice(0, MOST)
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}

/** The root of a linked worktree, as the directory that the repository keeps of it says. */
function rootNamedIn(gitDirectory: string): string | undefined {
  const text = textOf(join(gitDirectory, "gitdir"));
  const entry = text && resolve(gitDirectory, text);
  return entry && basename(entry) === ".git" ? realPath(dirname(entry)) : undefined;
}

/** What a small file says that only this user and root can change; never a pipe, which could keep the reader for ever. */
function textOf(path: string): string | undefined {
  const status = statusOf(path);
  if (status === "missing" || !status.isFile() || status.size > MAX_BYTES) return undefined;
  if ((status.mode & WRITABLE_BY_ALL) !== 0 || !isSafe(path)) return undefined;
  try {
    return readFileSync(path, "utf8").replace(FINAL_NEWLINES, "");
  } catch {
    return undefined;
  }
}

/** Members of a group that may write to a repository can change what its programs do without any of this. */
function isSafe(path: string): boolean {
  return problemOnTheWayTo(path, "trusted") === undefined;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Links are not followed. What cannot be looked at is there, and is nothing that can be used. */
function statusOf(path: string): Pick<Stats, "isDirectory" | "isFile" | "mode" | "size"> | "missing" {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? "missing";
  } catch {
    return { isDirectory: () => false, isFile: () => false, mode: 0, size: 0 };
  }
}
