import { IS_MACOS, libc } from "../libc.ts";
import { readText } from "../read-bytes.ts";

const c = libc({ getpgid: { args: ["i32"], returns: "i32" } });

/** What the program that has started this process is called, without its folder; empty where the system does not tell. */
export function parentProgram(): string {
  return programOf(process.ppid);
}

/** What the program that a process runs is called, without its folder; empty where the system does not tell. */
export function programOf(pid: number): string {
  return IS_MACOS ? nameByPs(pid) : readText(`/proc/${pid}/comm`).trim();
}

/**
 * Whether the parent has put this process into a group of its own: a shell does so for each command that a user types,
 * and not for the commands of a script.
 */
export function isOwnJob(): boolean {
  return c().getpgid(0) !== c().getpgid(process.ppid);
}

/** Untested. A login shell is listed with a `-` before its name, others may be with their path. ps(1) */
function nameByPs(pid: number): string {
  const { stdout } = Bun.spawnSync(["/bin/ps", "-o", "comm=", "-p", String(pid)], { stderr: "ignore" });
  const name = stdout.toString().trim().replace(/^-/, "");
  return name.slice(name.lastIndexOf("/") + 1);
}
