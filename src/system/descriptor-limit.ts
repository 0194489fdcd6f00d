import { IS_MACOS, libc } from "./libc.ts";
import { readText } from "./read-bytes.ts";

const RLIMIT_NOFILE = IS_MACOS ? 8 : 7;

const c = libc({
  getrlimit: { args: ["i32", "ptr"], returns: "i32" },
  setrlimit: { args: ["i32", "ptr"], returns: "i32" },
});

/**
 * Lowers the soft limit of open files to that of the parent process.
 *
 * Bun raises it to the hard limit when it starts, and does not remember the old value. Programs that use select(2), or
 * that close every possible descriptor, need the old one; the parent's limit is the best guess. Linux only.
 */
export function restoreDescriptorLimit(): void {
  const parents = softLimitOf(process.ppid);
  const limit = new BigUint64Array(2);
  if (parents === undefined || c().getrlimit(RLIMIT_NOFILE, limit) !== 0) return;
  if (parents < limit[0]!) c().setrlimit(RLIMIT_NOFILE, limit.with(0, parents));
}

/** How many files, sockets and the like this process may have open. */
export function descriptorLimit(): number {
  const limit = new BigUint64Array(2);
  return c().getrlimit(RLIMIT_NOFILE, limit) === 0 ? Number(limit[0]) : Number.POSITIVE_INFINITY;
}

function softLimitOf(pid: number): bigint | undefined {
  const [, line] = readText(`/proc/${pid}/limits`).split("\nMax open files ");
  const soft = Number.parseInt(line ?? "", 10);
  return Number.isNaN(soft) ? undefined : BigInt(soft);
}
