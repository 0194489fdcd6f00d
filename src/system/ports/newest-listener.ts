import { readdirSync } from "node:fs";
import { ffi, IS_MACOS, libc, SOL_SOCKET } from "../libc.ts";

const SO_ACCEPTCONN = 30;
const SO_ATTACH_REUSEPORT_CBPF = 51;

const c = libc({
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
});

/**
 * Where two processes listen on one port, directs new connections to the second: the first can then accept those that
 * are already queued for it and close, without the kernel resetting any.
 *
 * Called by the second process. Once the first has closed, the second gets all connections. Where the system refuses
 * this, a connection may be lost, which its program tries again.
 */
export function preferNewestListener(port: number): void {
  if (IS_MACOS) return;
  for (const name of readdirSync("/proc/self/fd")) {
    if (listensOn(Number(name), port)) preferSecond(Number(name));
  }
}

function listensOn(fd: number, port: number): boolean {
  const address = new Uint8Array(16);
  if (c().getsockname(fd, address, Uint32Array.of(address.length)) !== 0) return false;
  const accepts = Int32Array.of(0);
  c().getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, accepts, Uint32Array.of(4));
  return accepts[0] === 1 && (address[2]! << 8) + address[3]! === port;
}

/** A BPF program of one instruction, "choose socket 1"; if there is no such socket the kernel chooses. socket(7). */
function preferSecond(fd: number): void {
  const BPF_RET = 6n;
  const program = BigUint64Array.of(BPF_RET | (1n << 32n));
  c().setsockopt(fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, BigUint64Array.of(1n, BigInt(ffi.ptr(program))), 16);
}
