import { readdirSync, readlinkSync } from "node:fs";
import { IS_MACOS } from "../libc.ts";
import { programOf } from "./parent-program.ts";

/** A running program, as the system names it. */
export interface HoldingProgram {
  readonly pid: number;
  /** Without its folder. */
  readonly program: string;
}

/**
 * The program that has a socket open, by the socket's inode. It looks at every process, and finds only those that this
 * user may look into; undefined on macOS, where this is not looked for.
 */
export function socketHolder(inode: number): HoldingProgram | undefined {
  if (IS_MACOS) return undefined;
  const wanted = `socket:[${inode}]`;
  const pids = readdirSync("/proc").map(Number).filter(Boolean);
  // The newest first: most programs ask soon after their start.
  const pid = pids.sort((one, other) => other - one).find((one) => hasOpen(one, wanted));
  return pid === undefined ? undefined : { pid, program: programOf(pid) };
}

function hasOpen(pid: number, wanted: string): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((fd) => targetOf(`${folder}/${fd}`) === wanted);
  } catch {
    // It is another user's, or has ended.
    return false;
  }
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    // It was closed meanwhile.
    return undefined;
  }
}
