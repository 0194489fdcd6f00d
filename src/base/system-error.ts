import { ActasError } from "./errors.ts";

/** The operating system's error names in words; others are shown as they are. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EADDRINUSE: "another program listens there",
  EADDRNOTAVAIL: "this machine has no such address",
  EDQUOT: "the disk quota is used up",
  EEXIST: "something else is in its place",
  EISDIR: "it is a directory",
  ELOOP: "it is a symbolic link that cannot be followed",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the path is too long",
  ENOENT: "no such file or directory",
  ENOSPC: "no space left on device",
  ENOTDIR: "a part of the path is not a directory",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
};

/** The error for something the operating system refused. `action` completes "cannot …". */
export function systemError(cause: unknown, action: string, hints: readonly string[] = []): ActasError {
  return new ActasError("system", `cannot ${action}: ${reasonOf(cause)}`, { hints, cause });
}

/** Why something failed, fit for the end of a message. Errors of the operating system have a `code`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ActasError) return error.message;
  return "code" in error ? (REASONS[String(error.code)] ?? String(error.code)) : error.message;
}

/** Whether it is the operating system's error of this name. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
