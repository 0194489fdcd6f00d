import { ActasError } from "./errors.ts";

/** What the operating system's error names mean to people; others are shown as they are. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "something else is in its place",
  EISDIR: "it is a directory",
  ENAMETOOLONG: "the path is too long",
  ENOENT: "no such file or directory",
  ENOSPC: "no space left on device",
  ENOTDIR: "a part of the path is not a directory",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
};

/** The error for something the operating system refused. `action` completes "cannot …". */
export function systemError(cause: unknown, action: string, hints: readonly string[] = []): ActasError {
  const code = (cause as { code?: unknown }).code;
  const reason = typeof code === "string" ? (REASONS[code] ?? code) : "the system refused it";
  return new ActasError("system", `cannot ${action}: ${reason}`, { hints, cause });
}
