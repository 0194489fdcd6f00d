import { readFileSync } from "node:fs";
import { IS_MACOS, libc } from "../libc.ts";
import { readText } from "../read-bytes.ts";

/**
 * MLOCK_ONFAULT, MCL_FUTURE | MCL_ONFAULT, and MCL_CURRENT with these: as it is touched. Otherwise root, who has no limit,
 * would get gigabytes locked that Bun has only reserved.
 */
const AS_TOUCHED = 1;
const LATER_AS_TOUCHED = 6;
const ALL_AS_TOUCHED = 7;
const MADV_DONTNEED = 4;

const linux = libc({
  mlockall: { args: ["i32"], returns: "i32" },
  munlockall: { args: [], returns: "i32" },
  mlock2: { args: ["u64", "u64", "i32"], returns: "i32" },
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
  isLocked = lockWritable() || linux().mlockall(ALL_AS_TOUCHED) === 0;
  if (isLocked) return false;
  linux().munlockall();
  return "memory may be written to the swap file: this user may not lock so much (`ulimit -l`)";
}

/**
 * Does without `mlockall` for what is mapped now, which would look at each page of the program as well. False if the user
 * may not lock so much, or if another thread has given back a part just now.
 *
 * The first time tells whether there is a limit: with one, what is to be locked later could not be mapped at all. The
 * second is for what other threads have mapped meanwhile.
 */
function lockWritable(): boolean {
  return lockMappings() && linux().mlockall(LATER_AS_TOUCHED) === 0 && lockMappings();
}

/** Also false where there is no `/proc` to read. */
function lockMappings(): boolean {
  const mappings = readText("/proc/self/maps");
  const areLocked = mappings.matchAll(WRITABLE).every(({ groups }) => {
    const { from, to } = groups!;
    return linux().mlock2(BigInt(`0x${from}`), BigInt(`0x${to}`) - BigInt(`0x${from}`), AS_TOUCHED) === 0;
  });
  return areLocked && mappings !== "";
}

/**
 * What can be written to; what has no name, because Bun may allow that later; and what the loader has written to, which
 * stands right before what can be written to.
 */
const WRITABLE =
  /^(?<from>[\da-f]+)-(?<to>[\da-f]+) (?:.w.*|\S+ \S+ \S+ 0 *|r--p .* (?<file>\/.*)(?=\n\k<to>-[\da-f]+ rw-p .* \k<file>$))$/gm;

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
