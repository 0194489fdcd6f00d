import { CString, type Pointer, read } from "bun:ffi";
import { IS_MACOS, libc } from "./libc.ts";
import { ownUid } from "./own-uid.ts";

/** Where `struct passwd` of pwd.h has `pw_dir`. */
const PW_DIR_AT = IS_MACOS ? 48 : 32;

const c = libc({ getpwuid: { args: ["u32"], returns: "ptr" } });

/**
 * The home directory that the user database has for this user; undefined where it knows no such user, as in many
 * containers. `homedir()` of `node:os` is no substitute: it says what HOME says. getpwuid(3)
 */
export function homeInUserDatabase(): string | undefined {
  const entry = c().getpwuid(ownUid());
  if (!entry) return undefined;
  const path = read.ptr(entry, PW_DIR_AT) as Pointer;
  return path ? String(new CString(path)) : undefined;
}
