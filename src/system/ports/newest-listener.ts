import { ffi, IS_MACOS, libc, SOL_SOCKET } from "../libc.ts";
import { listeningDescriptors } from "./listening-descriptors.ts";

const SO_ATTACH_REUSEPORT_CBPF = 51;

const c = libc({
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
  for (const fd of listeningDescriptors(port)) preferSecond(fd);
}

/** A BPF program of one instruction, "choose socket 1"; if there is no such socket the kernel chooses. socket(7). */
function preferSecond(fd: number): void {
  const BPF_RET = 6n;
  const program = BigUint64Array.of(BPF_RET | (1n << 32n));
  c().setsockopt(fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, BigUint64Array.of(1n, BigInt(ffi.ptr(program))), 16);
}
