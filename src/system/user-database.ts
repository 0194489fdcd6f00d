import { CString, type Pointer, read } from "bun:ffi";
import { IS_MACOS, libc } from "./libc.ts";
import { ownUid } from "./own-uid.ts";

/** The offset of `pw_dir` in `struct passwd` of pwd.h. */
const PW_DIR_AT = IS_MACOS ? 48 : 32;

const c = libc({ getpwuid: { args: ["u32"], returns: "ptr" } });

/**
 * This user's home directory according to the user database; undefined where it has no such user, as in many
 * containers. `homedir()` of `node:os` is no substitute: it returns the value of HOME. getpwuid(3)
 */
export function homeInUserDatabase(): string | undefined {
  const entry = c().getpwuid(ownUid());
  if (!entry) return undefined;
  const path = read.ptr(entry, PW_DIR_AT) as Pointer;
  return path ? String(new CString(path)) : undefined;
}
