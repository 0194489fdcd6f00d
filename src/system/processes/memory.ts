import { readFileSync } from "node:fs";
import { IS_MACOS, libc } from "../libc.ts";

/**
 * MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT. Without the last, root, who has no limit, would get gigabytes locked that Bun
 * has only reserved.
 */
const MCL_AS_TOUCHED = 7;
const MADV_DONTNEED = 4;

const linux = libc({
  mlockall: { args: ["i32"], returns: "i32" },
  munlockall: { args: [], returns: "i32" },
  munlock: { args: ["u64", "u64"], returns: "i32" },
  madvise: { args: ["u64", "u64", "i32"], returns: "i32" },
});

let isLocked = false;

/**
 * Keeps what this process writes to its memory out of the swap file, now and in whatever it maps later. What it cannot
 * write to, such as its own code, stays with the system: no secret can be there, and the file has it anyway.
 *
 * @returns why not, in words; on macOS, and for most users of Linux, memory cannot be locked
 */
export function lockMemory(): string | false {
  if (IS_MACOS) return "memory may be written to the swap file: macOS encrypts it";
  isLocked = linux().mlockall(MCL_AS_TOUCHED) === 0;
  if (!isLocked) return "memory may be written to the swap file: this user may not lock so much (`ulimit -l`)";
  for (const { from, bytes } of unchangedMappings()) linux().munlock(from, bytes);
  return false;
}

/**
 * Collects garbage, and gives memory that is free then back to the system; takes some 20 ms. The program's own pages
 * go as well, most of which only its start needed: what is needed again comes back from the system's cache.
 *
 * The memory is not locked for as long: Bun 1.4.5 gives memory back by `MADV_DONTNEED`, which the kernel refuses for
 * what is locked.
 *
 * @returns why it cannot be locked again, if it was locked before
 */
export function giveBackMemory(): string | false {
  const wasLocked = isLocked;
  if (wasLocked) {
    linux().munlockall();
    takeAndFree(process.memoryUsage.rss());
  }
  Bun.gc(true);
  const problem = wasLocked && lockMemory();
  if (IS_MACOS) return problem;
  for (const { from, bytes } of unchangedMappings()) linux().madvise(from, bytes, MADV_DONTNEED);
  return problem;
}

/** As large as what Bun's allocator, mimalloc, divides its memory into. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Takes memory to free it. What Bun gave back while it was locked is still there, and Bun does not know: it must have
 * it again to give it back again.
 */
function takeAndFree(bytes: number): void {
  Bun.gc(true);
  Array.from({ length: bytes / BLOCK_BYTES }, () => new Uint8Array(BLOCK_BYTES));
}

interface Mapping {
  readonly from: bigint;
  readonly bytes: bigint;
}

/** The parts of files in memory that cannot be written to, and have not been when the program was loaded. */
function unchangedMappings(): Mapping[] {
  const mappings = readFileSync("/proc/self/smaps", "latin1").matchAll(UNCHANGED);
  return [...mappings].map(([, from, to]) => ({
    from: BigInt(`0x${from}`),
    bytes: BigInt(`0x${to}`) - BigInt(`0x${from}`),
  }));
}

const UNCHANGED = /^([\da-f]+)-([\da-f]+) r-[x-]p .* \/.*\n(?:[A-Z]\w+: .*\n)*?Anonymous: +0 kB$/gm;
