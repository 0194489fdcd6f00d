import { fileStatus } from "../system/file-status.ts";
import { problemOnTheWayTo } from "./safe-path.ts";

const BY_OTHERS = 0o022;

/**
 * Why a file that an administrator keeps for all users must not be believed: another user could change or replace it.
 * Undefined for one that is this user's or root's, as is every directory above it, and that nobody else may write to.
 *
 * @param path - absolute
 */
export function problemWithSharedFile(path: string): string | undefined {
  const problem = problemOnTheWayTo(path);
  if (problem) return problem.reason;
  const status = fileStatus(path);
  // Of a symbolic link the way to its target was looked at, to the end.
  if (typeof status === "number" || status.kind === "link") return undefined;
  return (status.mode & BY_OTHERS) === 0 ? undefined : `other users may write to ${path}`;
}
