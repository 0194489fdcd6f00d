import { readlinkSync, type Stats, statSync } from "node:fs";
import { IS_MACOS, libc } from "../libc.ts";
import { ownUid } from "../own-uid.ts";

const WRITABLE_BY_OTHERS = 0o022;
const ROOT = 0;

const macos = libc({ proc_pidpath: { args: ["i32", "ptr", "u32"], returns: "i32" } });

/**
 * The program file a process was started from, if it is still there and only this user or root can have written it.
 * The directories above it are not checked.
 */
export function executableOf(pid: number): string | undefined {
  try {
    const path = IS_MACOS ? pathOfMacos(pid) : readlinkSync(`/proc/${pid}/exe`);
    const file = statSync(path);
    const isTrusted = (file.uid === ROOT || file.uid === ownUid()) && (file.mode & WRITABLE_BY_OTHERS) === 0;
    return isTrusted && isRunBy(pid, file) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this file is the one the process runs, and not one put in its place later. */
function isRunBy(pid: number, { dev, ino }: Stats): boolean {
  if (IS_MACOS) return true;
  const running = statSync(`/proc/${pid}/exe`);
  return running.dev === dev && running.ino === ino;
}

/** Untested. `proc_pidpath` of libproc.h. */
function pathOfMacos(pid: number): string {
  const path = Buffer.alloc(4096);
  return path.toString("utf8", 0, Math.max(macos().proc_pidpath(pid, path, path.length), 0));
}
