import { ActasError } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import { type FileStatus, fileStatus, linkTarget } from "../system/file-status.ts";
import { errnoInWords } from "../system/libc.ts";
import { ownUid } from "../system/own-uid.ts";
import { userNamespaceHasRoot } from "../system/user-namespace.ts";
import { WITHOUT_AGENT } from "./without-agent.ts";

/** What helps where a directory of the user's own cannot be used. */
export const ELSEWHERE: readonly string[] = ["set XDG_RUNTIME_DIR to a directory of your own", WITHOUT_AGENT];
const ROOT_USER = 0;
/** The overflow user, which stands for all users not mapped into a user namespace; see user_namespaces(7). */
const UNKNOWN_USER = 65_534;
const STICKY = 0o1000;
const OTHERS = 0o077;
const BY_ALL = 0o002;
const BY_GROUP = 0o020;
/** The limit of Linux. */
const MOST_LINKS = 40;
const ENOENT = 2;

/** Whether members of a directory's group are distrusted like other users, or trusted because the user shares files. */
export type Groups = "feared" | "trusted";

/** Why a path must not be used. */
export interface PathProblem {
  /** Fit for the end of a message. */
  readonly reason: string;
  /** The directory or link at fault. */
  readonly at: string;
  /** Nothing is wrong, but it does not exist yet. */
  readonly missing: boolean;
  /** Only the user and root can have made it, and it leads nowhere. */
  readonly isEndless?: true;
}

/**
 * Checks whether another user could replace `path` or a directory on the way to it, from the root down, as OpenSSH does
 * for the files it trusts. Every directory must be this user's or root's, and not writable by others unless it is
 * sticky. A symbolic link must be this user's or root's, and its target is checked likewise. Of the last component only
 * the owner is checked.
 *
 * @param path - absolute
 */
export function problemOnTheWayTo(path: string, groups: Groups = "feared"): PathProblem | undefined {
  const ahead = partsOf(path);
  let done = "";
  for (let links = 0; ; ) {
    const here = done || "/";
    const status = fileStatus(here);
    const reason =
      typeof status === "number"
        ? inWords(here, status)
        : problemWith(here, status, ahead.length > 0 ? groups : "at the end");
    if (typeof status === "number" || reason) return { reason, at: here, missing: status === ENOENT };
    if (status.kind === "link") {
      if (++links > MOST_LINKS)
        return { reason: `too many symbolic links lead on from ${here}`, at: here, missing: false, isEndless: true };
      const target = linkTarget(here);
      ahead.unshift(...partsOf(target));
      done = target.startsWith("/") ? "" : parentOf(done);
      continue;
    }
    const next = ahead.shift();
    if (next === undefined) return undefined;
    done = next === ".." ? parentOf(done) : `${done}/${next}`;
  }
}

/**
 * The same, and the directory itself must exist, be this user's and be closed to others. Returns the reason, fit for
 * the end of a message.
 */
export function problemWithPrivate(path: string): string | undefined {
  const problem = problemOnTheWayTo(path);
  if (problem) return problem.reason;
  const status = endOf(path);
  if (typeof status === "number") return inWords(path, status);
  if (status.uid !== ownUid()) return `${path} belongs to another user (uid ${status.uid})`;
  return (status.mode & OTHERS) === 0 ? undefined : `${path} is open to other users`;
}

/** @throws {ActasError} `system`: another user could replace this directory, which may be missing */
export function refuseUnsafePath(path: string): void {
  const problem = problemOnTheWayTo(path);
  if (problem && !problem.missing) throw unsafe(path, problem);
}

/** The error for a directory that another user could replace. */
export function unsafe(path: string, { at, reason }: PathProblem, elsewhere = ELSEWHERE): ActasError {
  return cannotUse(path, reason, { hints: [`\`ls -ld ${shellArgument(at)}\` shows whose it is`, ...elsewhere] });
}

/** The error for a directory that is not for this user alone. */
export function cannotUse(
  path: string,
  reason: string,
  more: { readonly hints: readonly string[]; readonly cause?: unknown },
): ActasError {
  return new ActasError("system", `cannot use ${path} as a private directory: ${reason}`, more);
}

/** The status of a path's target: `PATH/.` is never a symbolic link. */
function endOf(path: string): FileStatus | number {
  const status = fileStatus(path);
  return typeof status !== "number" && status.kind === "directory" ? status : fileStatus(`${path}/.`);
}

function inWords(path: string, errno: number): string {
  return `${path}: ${errnoInWords(errno)}`;
}

function problemWith(here: string, { kind, mode, uid }: FileStatus, judged: Groups | "at the end"): string {
  if (!isTrusted(uid)) {
    const what = kind === "link" ? "is a symbolic link of" : "belongs to";
    return `${here} ${what} another user (uid ${uid})`;
  }
  if (kind === "link" || judged === "at the end") return "";
  if (kind !== "directory") return `${here} is not a directory`;
  if ((mode & STICKY) !== 0) return "";
  if ((mode & BY_ALL) !== 0) return `every user may write to ${here}`;
  return judged === "feared" && (mode & BY_GROUP) !== 0 ? `its group may write to ${here}` : "";
}

function isTrusted(uid: number): boolean {
  return uid === ownUid() || uid === ROOT_USER || (uid === UNKNOWN_USER && !userNamespaceHasRoot());
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
