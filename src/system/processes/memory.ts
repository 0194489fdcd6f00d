import { readFileSync } from "node:fs";
import { IS_MACOS, libc } from "../libc.ts";
import { readText } from "../read-bytes.ts";

/**
 * MLOCK_ONFAULT, then MCL_CURRENT, MCL_FUTURE and both, each with MCL_ONFAULT: as it is touched. Otherwise root, who has
 * no limit, would get gigabytes locked that Bun has only reserved.
 */
const AS_TOUCHED = 1;
const PRESENT_AS_TOUCHED = 5;
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

/** For how long this thread waits, so that another one of Bun's gives back what it frees within pages still in use. */
const WAIT_MS = 20;

/**
 * Collects garbage, and gives memory that is free then back to the system. The program's own pages go as well, most of
 * which only its start needed: what is needed again comes back from the system's cache.
 *
 * The memory is not locked for some 60 ms: Bun 1.4.5 gives memory back by `MADV_DONTNEED`, which the kernel refuses for
 * what is locked.
 *
 * @returns why it cannot be locked again, if it was locked before
 */
export async function giveBackMemory(): Promise<string | false> {
  const wasLocked = isLocked;
  const taken = wasLocked ? takeFree(process.memoryUsage.rss()) : [];
  if (wasLocked) linux().munlockall();
  taken.length = 0;
  Bun.gc(true);
  if (wasLocked) await Bun.sleep(WAIT_MS);
  const problem = wasLocked && lockMemory();
  if (IS_MACOS) return problem;
  for (const { from, bytes } of unchangedMappings()) linux().madvise(from, bytes, MADV_DONTNEED);
  return problem;
}

/** One for each kind of page that Bun's allocator, mimalloc, has but the largest: memory of one kind is not taken for another. */
const BLOCK_BYTES = [8 * 1024, 64 * 1024];

/**
 * Takes memory that is free, so much in blocks of each size. What Bun gave back while it was locked is still there, and
 * Bun does not know: it must have it again to give it back again. Nothing is written to the blocks, so that no more
 * memory is in use meanwhile.
 */
function takeFree(bytes: number): Buffer[] {
  // What is taken holds no secret. And where this user may lock no more by now, it could not be mapped.
  if (linux().mlockall(PRESENT_AS_TOUCHED) !== 0) linux().munlockall();
  Bun.gc(true);
  return BLOCK_BYTES.flatMap((size) => Array.from({ length: bytes / size }, () => Buffer.allocUnsafeSlow(size)));
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
