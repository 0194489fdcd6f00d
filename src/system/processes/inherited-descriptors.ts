import { ffi, IS_MACOS, libc } from "../libc.ts";

/** The kinds of descriptors that Bun itself opens when it starts. */
const OF_THE_RUNTIME = ["eventpoll", "eventfd", "timerfd", "signalfd", "io_uring"];

const linux = libc({
  opendir: { args: ["cstring"], returns: "ptr" },
  readdir: { args: ["ptr"], returns: "ptr" },
  dirfd: { args: ["ptr"], returns: "i32" },
  closedir: { args: ["ptr"], returns: "i32" },
  readlink: { args: ["cstring", "ptr", "u64"], returns: "i64" },
});

const macos = libc({ proc_pidinfo: { args: ["i32", "i32", "u64", "ptr", "i32"], returns: "i32" } });

/**
 * The file descriptors from 3 up that this process inherited from its parent, such as those of `<(…)` in a shell.
 *
 * Call this before opening anything: later, our own descriptors cannot be told from the parent's, because Bun marks all
 * of them close-on-exec when it starts.
 */
export function inheritedDescriptors(): readonly number[] {
  if (IS_MACOS) return descriptorsOfMacos();
  const inherited: number[] = [];
  for (const fd of openDescriptors()) if (!isOfTheRuntime(linkOf(fd))) inherited.push(fd);
  return inherited;
}

function isOfTheRuntime(link: string): boolean {
  return link.startsWith("anon_inode:[") && OF_THE_RUNTIME.includes(link.slice("anon_inode:[".length, -1));
}

function openDescriptors(): number[] {
  const D_NAME = 19;
  const found: number[] = [];
  const { readdir, ...c } = linux();
  const directory = c.opendir("/proc/self/fd");
  if (!directory) return found;

  const own = c.dirfd(directory);
  for (let entry = readdir(directory); typeof entry === "number"; entry = readdir(directory)) {
    // `.` and `..` are not numbers.
    const fd = Number(new ffi.CString(entry, D_NAME));
    if (fd > 2 && fd !== own) found.push(fd);
  }
  c.closedir(directory);
  return found;
}

function linkOf(fd: number): string {
  const text = new Uint8Array(64);
  const length = Number(linux().readlink(`/proc/self/fd/${fd}`, text, text.length));
  return new TextDecoder().decode(text.subarray(0, Math.max(length, 0)));
}

/** Untested. `proc_pidinfo` fills pairs of 32-bit numbers, descriptor and kind: sys/proc_info.h, `struct proc_fdinfo`. */
function descriptorsOfMacos(): number[] {
  const [PROC_PIDLISTFDS, PROX_FDTYPE_KQUEUE] = [1, 5];
  const pairs = new Int32Array(2 * 4096);
  const bytes = macos().proc_pidinfo(process.pid, PROC_PIDLISTFDS, 0, pairs, pairs.byteLength);
  const found: number[] = [];
  for (let at = 0; at < bytes / 4; at += 2) {
    if (pairs[at]! > 2 && pairs[at + 1] !== PROX_FDTYPE_KQUEUE) found.push(pairs[at]!);
  }
  return found;
}
