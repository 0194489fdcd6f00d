import { dirname, join, relative } from "node:path";
import { readSettings } from "../settings/settings.ts";
import type { ProjectFile } from "./find-project-file.ts";
import { readTrust, type Trust } from "./trust-record.ts";
import { repositoryOf, worktreeRoot, worktreesNamedBy } from "./worktrees.ts";

/**
 * Whether the user trusted the same bytes at the same path of another worktree of the same git repository. Nothing is
 * put on record of it: when that trust is taken back, this one has gone too.
 *
 * @param directory - of the trust records
 * @param configuration - the directory of the settings, which may turn this off
 * @throws {ActasError} `configuration` when the settings cannot be read
 */
export async function trustInOtherWorktree(
  directory: string,
  file: Pick<ProjectFile, "path" | "bytes">,
  configuration: string,
): Promise<Trust> {
  const root = worktreeRoot(dirname(file.path));
  const repository = root && repositoryOf(root);
  if (!repository) return { state: "none" };
  for (const other of worktreesNamedBy(repository).filter((path) => path !== root)) {
    const trust = await readTrust(directory, { ...file, path: join(other, relative(root, file.path)) });
    if (trust.state !== "matched" || repositoryOf(other) !== repository) continue;
    return (await readSettings(configuration)).trustWorktrees ? trust : { state: "none" };
  }
  return { state: "none" };
}
