import { IS_MACOS, libc } from "../libc.ts";
import { lockMemory } from "./memory.ts";

const PRIVATE = 0o077;
const RLIMIT_CORE = 4;
const PR_SET_DUMPABLE = 4;
const PT_DENY_ATTACH = 31;

const c = libc({
  setrlimit: { args: ["i32", "ptr"], returns: "i32" },
});
const linux = libc({ prctl: { args: ["i32", "u64", "u64", "u64", "u64"], returns: "i32" } });
const macos = libc({ ptrace: { args: ["i32", "i32", "ptr", "i32"], returns: "i32" } });

/**
 * Hardens this process against other programs of the same user: files it creates are private, it leaves no core dump,
 * debuggers cannot attach, and its memory is not swapped to disk.
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
