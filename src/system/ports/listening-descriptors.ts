import { readdirSync } from "node:fs";
import { libc, SOL_SOCKET } from "../libc.ts";

const SO_ACCEPTCONN = 30;

const c = libc({
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
});

/** The descriptors of this process that listen on a port. Linux only. */
export function listeningDescriptors(port: number): readonly number[] {
  return readdirSync("/proc/self/fd")
    .map(Number)
    .filter((fd) => listensOn(fd, port));
}

function listensOn(fd: number, port: number): boolean {
  const address = new Uint8Array(16);
  if (c().getsockname(fd, address, Uint32Array.of(address.length)) !== 0) return false;
  const accepts = Int32Array.of(0);
  c().getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, accepts, Uint32Array.of(4));
  return accepts[0] === 1 && (address[2]! << 8) + address[3]! === port;
}
