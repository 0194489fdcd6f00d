import { libc } from "../libc.ts";

const c = libc({ getsid: { args: ["i32"], returns: "i32" } });

/** The pid of the process that leads the session of another; -1 when there is none. getsid(2) */
export function sessionOf(pid: number): number {
  return c().getsid(pid);
}
