import { IS_MACOS, libc } from "../libc.ts";
import { whenReadable } from "../when-readable.ts";
import { startTimeOf } from "./process-stat.ts";

const SYS_PIDFD_OPEN = 434;
const POLLIN = 1;
const LOOK_MS = 500;

const c = libc({
  poll: { args: ["ptr", "u64", "i32"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
});
const linux = libc({ syscall: { args: ["i64", "i64", "i64"], returns: "i64" } });

interface Watched {
  readonly startTime: string;
  /** Refers to the process itself, not to its number; absent on systems without pidfd (macOS, Linux before 5.3). */
  readonly pidfd: number | undefined;
  /** Calls back when the process ends, and closes its pidfd. */
  readonly wake: Disposable | undefined;
}

/**
 * Notices when a process ends, even one that is not a child of this process: at once, or within half a second where
 * nothing refers to a process. Costs nothing while nothing is watched, and does not keep this process alive.
 */
export class ProcessWatch {
  readonly #onExit: (pid: number) => void;
  readonly #lookMs: number;
  readonly #watched = new Map<number, Watched>();
  #timer: Timer | undefined;

  constructor(onExit: (pid: number) => void, lookMs = LOOK_MS) {
    this.#onExit = onExit;
    this.#lookMs = lookMs;
  }

  /**
   * Watches a process until it ends or is forgotten.
   *
   * @param startTime - see {@link startTimeOf}; a later process with the same pid is another one
   * @returns false when that process has ended already: then there is no callback
   */
  watch(pid: number, startTime: string): boolean {
    if (this.#watched.get(pid)?.startTime === startTime) return true;
    if (this.#watched.has(pid)) this.look();
    const pidfd = openPidfd(pid);
    if (startTimeOf(pid) !== startTime) {
      close(pidfd);
      return false;
    }
    const wake = pidfd === undefined ? undefined : whenReadable(pidfd, () => this.#over(pid, startTime));
    this.#watched.set(pid, { startTime, pidfd, wake });
    if (!wake) this.#timer ??= setInterval(() => this.look(), this.#lookMs).unref();
    return true;
  }

  /** Stops watching a process, without a callback. */
  forget(pid: number): void {
    this.#watched.get(pid)?.wake?.[Symbol.dispose]();
    this.#watched.delete(pid);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Looks now, and calls back for each process that has ended. */
  look(): void {
    for (const [pid, { startTime }] of this.#ended()) this.#over(pid, startTime);
  }

  #over(pid: number, startTime: string): void {
    if (this.#watched.get(pid)?.startTime !== startTime) return;
    this.forget(pid);
    this.#onExit(pid);
  }

  #ended(): (readonly [pid: number, Watched])[] {
    const watched = [...this.#watched];
    const readable = readablePidfds(watched.map(([, { pidfd = -1 }]) => pidfd));
    return watched.filter(([pid, { pidfd, startTime }], at) =>
      pidfd === undefined ? startTimeOf(pid) !== startTime : readable[at],
    );
  }
}

/** pidfd_open(2); its C function is newer than some C libraries. */
function openPidfd(pid: number): number | undefined {
  const fd = IS_MACOS ? -1 : Number(linux().syscall(SYS_PIDFD_OPEN, pid, 0));
  return fd < 0 ? undefined : fd;
}

/** A pidfd becomes readable when its process ends; `struct pollfd` is the descriptor and two 16-bit sets. */
function readablePidfds(pidfds: readonly number[]): boolean[] {
  const polled = new Int32Array(pidfds.flatMap((fd) => [fd, POLLIN]));
  if (c().poll(polled, pidfds.length, 0) <= 0) return [];
  return pidfds.map((_, at) => polled[2 * at + 1]! >> 16 !== 0);
}

function close(fd: number | undefined): void {
  if (fd !== undefined) c().close(fd);
}
