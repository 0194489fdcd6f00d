const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many files are open",
  ENOENT: "there is no such file or directory",
  ENOTDIR: "a part of the path is not a directory",
  EEXIST: "something else is in its place",
  EISDIR: "it is a directory",
  ELOOP: "it is a symbolic link",
  ENAMETOOLONG: "the path is too long",
};

/** Why a file operation failed, fit for the end of a message; an error of `node:fs` is known by its `code`. */
export function fileErrorReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
