import { IS_MACOS, libc } from "./libc.ts";

const NAME = "system.posix_acl_access";
/** No extended attribute of Linux is longer: XATTR_SIZE_MAX of linux/limits.h. */
const LONGEST = 65_536;
/** The file has none; and the file system knows none. */
const ENODATA = 61;
const EOPNOTSUPP = 95;

const c = libc({
  fgetxattr: { args: ["i32", "cstring", "ptr", "u64"], returns: "i64" },
  fsetxattr: { args: ["i32", "cstring", "ptr", "u64", "i32"], returns: "i32" },
  fremovexattr: { args: ["i32", "cstring"], returns: "i32" },
});

/**
 * The access list (ACL) of an open file, as the kernel writes it; "unknown" when it cannot be read. On macOS, whose
 * lists are of another kind, always "none". acl(5)
 */
export function accessListOf(fd: number): Uint8Array | "none" | "unknown" {
  if (IS_MACOS) return "none";
  const list = new Uint8Array(LONGEST);
  const length = Number(c().fgetxattr(fd, NAME, list, LONGEST));
  if (length >= 0) return list.subarray(0, length);
  return isAbsent(c().errno()) ? "none" : "unknown";
}

/**
 * Gives an open file this access list, or takes away the one that it may have inherited from its directory.
 *
 * @returns whether the file has it now
 */
export function setAccessList(fd: number, list: Uint8Array | "none"): boolean {
  if (IS_MACOS) return list === "none";
  if (list !== "none") return c().fsetxattr(fd, NAME, list, list.length, 0) === 0;
  return c().fremovexattr(fd, NAME) === 0 || isAbsent(c().errno());
}

function isAbsent(errno: number): boolean {
  return errno === ENODATA || errno === EOPNOTSUPP;
}
