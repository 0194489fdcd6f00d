import type { Pointer } from "bun:ffi";
import { ffi, IS_MACOS, libc } from "./libc.ts";
import { ownUid } from "./own-uid.ts";

/** The offsets of `pw_dir` and `pw_shell` in `struct passwd` of pwd.h. */
const PW_DIR_AT = IS_MACOS ? 48 : 32;
const PW_SHELL_AT = PW_DIR_AT + 8;

const c = libc({ getpwuid: { args: ["u32"], returns: "ptr" } });

/**
 * This user's home directory according to the user database; undefined where it has no such user, as in many
 * containers. `homedir()` of `node:os` is no substitute: it returns the value of HOME. getpwuid(3)
 */
export function homeInUserDatabase(): string | undefined {
  return ownEntry(PW_DIR_AT);
}

/** The shell that the user database has for this user, as {@link homeInUserDatabase}. */
export function shellInUserDatabase(): string | undefined {
  return ownEntry(PW_SHELL_AT);
}

function ownEntry(at: number): string | undefined {
  const entry = c().getpwuid(ownUid());
  if (!entry) return undefined;
  const path = ffi.read.ptr(entry, at) as Pointer;
  return path ? String(new ffi.CString(path)) : undefined;
}
