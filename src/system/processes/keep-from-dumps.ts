import { IS_MACOS, libc } from "../libc.ts";

const PR_SET_DUMPABLE = 4;

const linux = libc({ prctl: { args: ["i32", "u64", "u64", "u64", "u64"], returns: "i32" } });

/**
 * Keeps other programs of this user from reading the memory of this process, and the system from writing a core dump of
 * it, until the process becomes another program. Does nothing on macOS, where both would last beyond that.
 *
 * Call this after asking the agent where that can be: from now on it cannot tell which program this process runs, and so
 * an older agent makes no room for it.
 *
 * @see prctl(2), PR_SET_DUMPABLE
 */
export function keepFromDumps(): void {
  if (!IS_MACOS) linux().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
