import { ActasError } from "../base/errors.ts";
import { fileStatus } from "./file-status.ts";
import { flock } from "./flock.ts";
import { errnoInWords, IS_MACOS, libc } from "./libc.ts";
import { ownUid } from "./own-uid.ts";
import { startTimeOf } from "./processes/process-stat.ts";

/** O_NOFOLLOW of open(2), which differs between processors too. */
const NOFOLLOW = IS_MACOS ? 0x100 : process.arch === "arm64" ? 0o100000 : 0o400000;
/** With O_NONBLOCK and O_CLOEXEC. */
const TO_LOOK = NOFOLLOW | (IS_MACOS ? 0x1000004 : 0o2004000);
const ENOENT = 2;
const ENOTDIR = 20;
const ELOOP = IS_MACOS ? 62 : 40;
/** Signatures are padded to one length, so that one write replaces the previous one completely. */
const SIGNATURE_LENGTH = 64;

const c = libc({
  open: { args: ["cstring", "i32"], returns: "i32" },
  read: { args: ["i32", "ptr", "u64"], returns: "i64" },
  close: { args: ["i32"], returns: "i32" },
});

/** The process that has a lock, as it wrote into the lock file. */
export interface Holder {
  readonly pid: number;
  /** See {@link startTimeOf}. */
  readonly startTime: string;
}

/** What a process writes into the file whose lock it has. */
export function signatureOf(pid: number): string {
  return `${`${pid} ${startTimeOf(pid) ?? ""}`.padEnd(SIGNATURE_LENGTH - 1)}\n`;
}

/**
 * Whether a process holds the lock of the file at `path`. Creates no file, and the holder keeps the lock.
 *
 * @throws {ActasError} `system` when the file exists and cannot be opened
 */
export function isLocked(path: string): boolean {
  return lookInto(path, isTaken) ?? false;
}

/**
 * The holder of the lock, if it is a running process of this user that signed the file; a pid alone may belong to
 * another process by now. Undefined also when the lock is free or not signed yet. A thousand waiting commands may call
 * this, so it avoids `node:fs`, which costs 2 ms to load.
 *
 * @throws {ActasError} `system` when the file exists and cannot be opened
 */
export function holderOf(path: string): Holder | undefined {
  return lookInto(path, (fd) => {
    const bytes = new Uint8Array(SIGNATURE_LENGTH);
    const length = Number(c().read(fd, bytes, SIGNATURE_LENGTH));
    const text = new TextDecoder().decode(bytes.subarray(0, Math.max(length, 0)));
    const [, pid = "", startTime = ""] = /^(\d+) (\S+) *\n$/.exec(text) ?? [];
    const holder = { pid: Number(pid), startTime };
    return pid && isTaken(fd) && isRunning(holder) ? holder : undefined;
  });
}

/** Whether this very process still runs, as this user; another may have its pid by now. */
export function isRunning({ pid, startTime }: Holder): boolean {
  return startTimeOf(pid) === startTime && ownerOf(pid) === ownUid();
}

/** Even of a process that may not be inspected, whose files in /proc belong to root, the directory is its user's. */
function ownerOf(pid: number): number | undefined {
  if (IS_MACOS) return ownUid();
  const status = fileStatus(`/proc/${pid}`);
  return typeof status === "number" ? undefined : status.uid;
}

/** Tries a shared lock, so that several processes can look at the same time. */
function isTaken(fd: number): boolean {
  return flock(fd, "shared") !== "locked";
}

/** Undefined when there is no file. Opening does not block, not even on a named pipe without a writer. */
function lookInto<T>(path: string, look: (fd: number) => T): T | undefined {
  const fd = c().open(path, TO_LOOK);
  if (fd < 0) return noFile(path, c().errno());
  try {
    return look(fd);
  } finally {
    c().close(fd);
  }
}

function noFile(path: string, errno: number): undefined {
  if (errno === ENOENT || errno === ENOTDIR) return undefined;
  const reason = errno === ELOOP ? "it is a symbolic link that cannot be followed" : errnoInWords(errno);
  throw new ActasError("system", `cannot lock ${path}: ${reason}`);
}
