import { IS_MACOS, libc } from "../libc.ts";

const PRIVATE = 0o077;
const RLIMIT_CORE = 4;
const PR_SET_DUMPABLE = 4;
const PT_DENY_ATTACH = 31;
/**
 * MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT. Without the last, root, who has no limit, would get gigabytes locked that Bun
 * has only reserved.
 */
const MCL_AS_TOUCHED = 7;

const c = libc({
  setrlimit: { args: ["i32", "ptr"], returns: "i32" },
  mlockall: { args: ["i32"], returns: "i32" },
});
const linux = libc({ prctl: { args: ["i32", "u64", "u64", "u64", "u64"], returns: "i32" } });
const macos = libc({ ptrace: { args: ["i32", "i32", "ptr", "i32"], returns: "i32" } });

/**
 * Hardens this process against other programs of the same user: files it creates are private, it leaves no core dump,
 * debuggers cannot attach, and its memory is not swapped to disk.
 *
 * Locked memory that Bun no longer needs stays with the process: Bun 1.4.5 frees it with `MADV_DONTNEED`, which the
 * kernel refuses for locked memory. So where memory can be locked, an agent stays at its peak of about 110 MiB.
 *
 * @returns what could not be done, in words; on macOS, and for most users of Linux, memory cannot be locked
 */
export function harden(): string[] {
  process.umask(PRIVATE);
  return [
    c().setrlimit(RLIMIT_CORE, new BigUint64Array(2)) !== 0 && `core dumps are not prevented: ${c().reason()}`,
    denyAttaching() !== 0 && `debuggers are not kept out: ${c().reason()}`,
    lockMemory(),
  ].filter((failure) => failure !== false);
}

function denyAttaching(): number {
  return IS_MACOS ? macos().ptrace(PT_DENY_ATTACH, 0, null, 0) : linux().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

function lockMemory(): string | false {
  if (IS_MACOS) return "memory may be written to the swap file: macOS encrypts it";
  const refused = c().mlockall(MCL_AS_TOUCHED) !== 0;
  return refused && "memory may be written to the swap file: this user may not lock so much (`ulimit -l`)";
}
