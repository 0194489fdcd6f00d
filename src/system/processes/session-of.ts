import { libc } from "../libc.ts";

const c = libc({ getsid: { args: ["i32"], returns: "i32" } });

/** The pid of the leader of a process's session; -1 when there is no such process. getsid(2) */
export function sessionOf(pid: number): number {
  return c().getsid(pid);
}
