import { dirname } from "node:path";

/**
 * The commit that a folder is checked out at, `-dirty` when its files are others; nothing when the folder is not itself
 * the root of a repository. So the same commit builds the same file on any machine.
 */
export function commitOf(root: string): string | undefined {
  const settings = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  // An unpacked archive may lie within a repository that is not its own.
  const env = { ...Object.fromEntries(settings), GIT_CEILING_DIRECTORIES: dirname(root), GIT_OPTIONAL_LOCKS: "0" };
  const command = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"];
  try {
    const { exitCode, stdout } = Bun.spawnSync(command, { cwd: root, env });
    return exitCode === 0 ? String(stdout).trim() : undefined;
  } catch {
    return undefined;
  }
}
