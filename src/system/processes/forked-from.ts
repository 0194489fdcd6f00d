import { statSync } from "node:fs";
import { IS_MACOS } from "../libc.ts";
import { ownUid } from "../own-uid.ts";
import { executableOf } from "./executable-of.ts";
import { processStat } from "./process-stat.ts";

/** More subshells within each other than anybody writes. */
const MOST = 32;

/**
 * Whether a process was started by `shell`, or by a subshell of it, which runs the same program; and whether both are
 * this user's. A program that the shell has started, such as an editor, is no subshell.
 */
export function forkedFrom(shell: number, pid: number): boolean {
  if (shell <= 1 || !isOwn(shell) || !isOwn(pid)) return false;
  const program = programFile(shell);
  let at = pid;
  for (let step = 0; step < MOST; step++) {
    at = processStat(at)?.parent ?? 0;
    if (at === shell) return true;
    if (at <= 1 || !program || programFile(at) !== program) return false;
  }
  return false;
}

function isOwn(pid: number): boolean {
  try {
    return IS_MACOS || statSync(`/proc/${pid}`).uid === ownUid();
  } catch {
    return false;
  }
}

/** The file by its number, since a shell runs on after its file was replaced. Only this user's processes show theirs. */
function programFile(pid: number): string | undefined {
  if (IS_MACOS) return executableOf(pid);
  try {
    const { dev, ino } = statSync(`/proc/${pid}/exe`);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
