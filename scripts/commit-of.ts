import { dirname } from "node:path";

/**
 * The commit that a folder is checked out at, `-dirty` when its files are others; nothing when the folder is not itself
 * the root of a repository. So the same commit builds the same file on any machine.
 */
export function commitOf(root: string): string | undefined {
  return git(root, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*");
}

/** The day of that commit, as `2026-11-28`. */
export function dayOf(root: string): string | undefined {
  return git(root, "show", "-s", "--format=%cs", "HEAD");
}

function git(root: string, ...words: readonly string[]): string | undefined {
  const settings = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  // An unpacked archive may lie within a repository that is not its own.
  const env = { ...Object.fromEntries(settings), GIT_CEILING_DIRECTORIES: dirname(root), GIT_OPTIONAL_LOCKS: "0" };
  try {
    const { exitCode, stdout } = Bun.spawnSync(["git", ...words], { cwd: root, env });
    return exitCode === 0 ? String(stdout).trim() : undefined;
  } catch {
    return undefined;
  }
}
