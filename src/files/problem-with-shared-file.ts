import { realpathSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import { fileStatus } from "../system/file-status.ts";
import { ownUid } from "../system/own-uid.ts";
import { problemOnTheWayTo } from "./safe-path.ts";

const BY_OTHERS = 0o022;
const ROOT = 0;

/**
 * Why a file that an administrator keeps for all users must not be believed: another user could change or replace it.
 * Undefined for one that is this user's or root's, as is every directory above it, and that nobody else may write to.
 * A symbolic link is judged by its target.
 *
 * @param path - absolute
 */
export function problemWithSharedFile(path: string): string | undefined {
  const problem = problemOnTheWayTo(path);
  if (problem) return problem.reason;
  // The way there is safe, so no other user changes the link meanwhile.
  const target = realpathSync(path);
  const status = fileStatus(target);
  const isClosed = typeof status !== "number" && (status.mode & BY_OTHERS) === 0;
  return isClosed ? undefined : `other users may write to ${target}`;
}

/** @throws {ActasError} `configuration` for a file that must not be believed, see {@link problemWithSharedFile} */
export function requireBelievable(path: string): void {
  const problem = problemWithSharedFile(path);
  if (problem === undefined) return;
  throw new ActasError("configuration", `cannot use ${path}: ${problem}`, {
    hints: [`\`ls -ld ${shellArgument(path)}\` shows whose it is`],
  });
}

/**
 * As {@link problemWithSharedFile}, but undefined for a file that cannot be looked at: the code that reads it fails, and
 * says why.
 *
 * @param path - absolute
 */
export function whyDistrusted(path: string): string | undefined {
  const problem = problemWithSharedFile(path);
  if (problem === undefined) return undefined;
  const onTheWay = problemOnTheWayTo(path);
  return onTheWay && (onTheWay.isEndless || typeof fileStatus(onTheWay.at) === "number") ? undefined : problem;
}

/** Whose a file is, in words. */
export function ownerOf(path: string): string {
  const status = fileStatus(path);
  if (typeof status === "number") return "another user";
  if (status.uid === ROOT) return "root";
  return status.uid === ownUid() ? "yours" : `user ${status.uid}`;
}
