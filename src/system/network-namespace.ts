import { closeSync, openSync, readlinkSync } from "node:fs";
import { libc } from "./libc.ts";

const CLONE_NEWNET = 0x40000000;

const linux = libc({ setns: { args: ["i32", "i32"], returns: "i32" } });

/** Which network a process is in: the same text means the same network. network_namespaces(7), so Linux only. */
export function networkOf(pid: number): string {
  return readlinkSync(`/proc/${pid}/ns/net`);
}

/**
 * Puts what this thread opens from now on into the network of another process; what is open stays where it is. Who may
 * do that has the container of that process in its hands: the one who has started it.
 *
 * @throws {Error} the system refuses
 */
export function enterNetworkOf(pid: number): void {
  const fd = openSync(`/proc/${pid}/ns/net`, "r");
  try {
    if (linux().setns(fd, CLONE_NEWNET) !== 0) throw new Error(linux().reason());
  } finally {
    closeSync(fd);
  }
}
