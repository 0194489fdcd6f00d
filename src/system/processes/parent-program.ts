import { IS_MACOS } from "../libc.ts";
import { readText } from "../read-bytes.ts";

/** What the program that has started this process is called, without its folder; empty where the system does not tell. */
export function parentProgram(): string {
  return IS_MACOS ? nameByPs() : readText(`/proc/${process.ppid}/comm`).trim();
}

/** Untested. A login shell is listed with a `-` before its name, others may be with their path. ps(1) */
function nameByPs(): string {
  const { stdout } = Bun.spawnSync(["/bin/ps", "-o", "comm=", "-p", String(process.ppid)], { stderr: "ignore" });
  const name = stdout.toString().trim().replace(/^-/, "");
  return name.slice(name.lastIndexOf("/") + 1);
}
