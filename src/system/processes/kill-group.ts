/** Kills the leader of a process group and all its descendants in it: one of them might hold an output open for ever. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
