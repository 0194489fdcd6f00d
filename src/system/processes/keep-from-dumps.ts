import { IS_MACOS, libc } from "../libc.ts";

const PR_SET_DUMPABLE = 4;

const linux = libc({ prctl: { args: ["i32", "u64", "u64", "u64", "u64"], returns: "i32" } });

/**
 * Keeps other programs of this user from reading the memory of this process, and the system from writing it into a core
 * dump; from now on, until it becomes another program. Not on macOS, where both would last beyond that.
 *
 * The agent cannot tell any more which program this is, so not before it was asked.
 *
 * @see prctl(2), PR_SET_DUMPABLE
 */
export function keepFromDumps(): void {
  if (!IS_MACOS) linux().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
