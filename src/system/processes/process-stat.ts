import { IS_MACOS, libc } from "../libc.ts";
import { readText } from "../read-bytes.ts";

/** What the system tells about a running process. */
export interface ProcessStat {
  /** When it started, in the system's own units. Together with the pid it identifies one process for ever. */
  readonly startTime: string;
  /** The process that has started it, or that it was left to. */
  readonly parent: number;
  /** The device number of its terminal; 0 without one. */
  readonly terminal: number;
  /** `stopped`: by a signal or a debugger, so that it reacts to nothing. */
  readonly activity: "runs" | "waits" | "stopped";
  /** Processor time used so far, in the system's own units; does not change while the process is idle. */
  readonly work: number;
}

const macos = libc({ proc_pidinfo: { args: ["i32", "i32", "u64", "ptr", "i32"], returns: "i32" } });

/** Looks at a running process; undefined when there is none. A zombie counts as ended. */
export function processStat(pid: number): ProcessStat | undefined {
  return IS_MACOS ? statOfMacos(pid) : statIn(`/proc/${pid}`);
}

/** Reads a directory of /proc that describes a process or one of its threads. */
export function statIn(directory: string): ProcessStat | undefined {
  return parseStat(readText(`${directory}/stat`));
}

/** When the process started, which tells it from a later one with the same pid; undefined when there is none. */
export function startTimeOf(pid: number): string | undefined {
  return processStat(pid)?.startTime;
}

/** proc(5), `/proc/PID/stat`. The second field is the program's name, which may hold spaces and parentheses. */
function parseStat(line: string): ProcessStat | undefined {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const [state = "", parent, terminal, user, system, threads, startTime] = [0, 1, 4, 11, 12, 17, 19].map(
    (at) => fields[at],
  );
  // The first thread may be a zombie while others still run, with all files open.
  const hasEnded = (state === "Z" && Number(threads) <= 1) || state === "X";
  const isRunning = startTime !== undefined && !hasEnded;
  if (!isRunning) return undefined;
  const activity = ACTIVITY[state] ?? "runs";
  const work = Number(user) + Number(system);
  return { startTime, parent: Number(parent), terminal: Number(terminal), activity, work };
}

/** A process that waits for a disk or for swapped memory (`D`) continues by itself, so it counts as running. */
const ACTIVITY: Readonly<Record<string, ProcessStat["activity"]>> = { S: "waits", T: "stopped", t: "stopped" };

/** Untested. `struct proc_bsdinfo` of sys/proc_info.h; `status` 4 is stopped, 5 a zombie. It has no processor time. */
function statOfMacos(pid: number): ProcessStat | undefined {
  const [PROC_PIDTBSDINFO, SSTOP, SZOMB] = [3, 4, 5];
  const info = Buffer.alloc(136);
  const length = macos().proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, info, info.length);
  if (length < info.length || info.readUInt32LE(4) === SZOMB) return undefined;
  const startTime = `${info.readBigUInt64LE(120)}.${info.readBigUInt64LE(128)}`;
  const activity = info.readUInt32LE(4) === SSTOP ? "stopped" : "runs";
  const terminal = Math.max(info.readInt32LE(108), 0);
  return { startTime, parent: info.readUInt32LE(16), terminal, activity, work: 0 };
}
