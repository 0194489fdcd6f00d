import { IS_MACOS, libc } from "./libc.ts";

const AT_FDCWD = -100;
const AT_SYMLINK_NOFOLLOW = 0x100;
/** STATX_TYPE | STATX_MODE | STATX_UID */
const WANTED = 0b1011;
/** The system call's number, because older C libraries have no function for it: asm/unistd.h. */
const STATX = process.arch === "arm64" ? 291 : 332;
/** Room enough for `struct statx` and for macOS's `struct stat`. */
const STATUS_WORDS = 64;
const LOW_HALF = 0xffff;
const LONGEST_LINK = 4096;
const LSTAT_OF_MACOS = process.arch === "arm64" ? "lstat" : "lstat$INODE64";

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;
const S_IFLNK = 0o120000;

const linux = libc({ syscall: { args: ["i64", "i32", "cstring", "i32", "u32", "ptr"], returns: "i64" } });
const macos = libc({ [LSTAT_OF_MACOS]: { args: ["cstring", "ptr"], returns: "i32" } });
const c = libc({ readlink: { args: ["cstring", "ptr", "u64"], returns: "i64" } });

/** `other` is what is no file to read, such as a pipe. */
type FileKind = "directory" | "file" | "link" | "other";

/** The kind of a file, its owner and its permission bits. */
export interface FileStatus {
  readonly kind: FileKind;
  readonly uid: number;
  /** Permissions, and the sticky bit. */
  readonly mode: number;
}

/**
 * The status of a file, without following a symbolic link, and without the 2 ms that loading `node:fs` costs.
 *
 * @returns `errno` when the call fails
 * @see statx(2)
 */
export function fileStatus(path: string): FileStatus | number {
  const status = new Uint32Array(STATUS_WORDS);
  return IS_MACOS ? statusOfMacos(path, status) : statusOfLinux(path, status);
}

/** The target of a symbolic link, exactly as written in it; empty if it cannot be read. */
export function linkTarget(path: string): string {
  const text = new Uint8Array(LONGEST_LINK);
  const length = Number(c().readlink(path, text, text.length));
  return new TextDecoder().decode(text.subarray(0, Math.max(length, 0)));
}

function statusOfLinux(path: string, status: Uint32Array): FileStatus | number {
  const outcome = linux().syscall(STATX, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, WANTED, status);
  if (Number(outcome) !== 0) return linux().errno();
  return { uid: status[5]!, ...kindAndMode(status[7]! & LOW_HALF) };
}

/** Untested. `struct stat` has the mode at byte 4 and the uid at byte 16: sys/stat.h of macOS, with 64-bit inodes. */
function statusOfMacos(path: string, status: Uint32Array): FileStatus | number {
  if (macos()[LSTAT_OF_MACOS]?.(path, status) !== 0) return macos().errno();
  return { uid: status[4]!, ...kindAndMode(status[1]! & LOW_HALF) };
}

function kindAndMode(bits: number): Pick<FileStatus, "kind" | "mode"> {
  const type = bits & S_IFMT;
  return { kind: kindOf(type), mode: bits & ~S_IFMT };
}

function kindOf(type: number): FileKind {
  if (type === S_IFREG) return "file";
  if (type === S_IFDIR) return "directory";
  return type === S_IFLNK ? "link" : "other";
}
