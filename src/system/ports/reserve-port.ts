import { ActasError } from "../../base/errors.ts";
import { ffi, IS_MACOS, libc, SOL_SOCKET } from "../libc.ts";
import { boundSocket } from "./hold-port.ts";

const SO_ATTACH_FILTER = 26;
const SO_LOCK_FILTER = 44;
const F_DUPFD = 0;
/** A descriptor above those that scripts choose by hand, below bash's own 255 and every usual limit. */
const HIGH = 230;

const c = libc({
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  fcntl: { args: ["i32", "i32", "i32"], returns: "i32" },
});

/**
 * Reserves a port against other users for as long as a process has the descriptor, whether or not anything listens
 * there: on Linux only sockets of one user can share a port, and only if all of them opt in.
 *
 * Where the kernel accepts a filter, nothing can be received on the socket: a process that inherits the descriptor (a
 * child that becomes another user) can neither listen nor connect with it.
 *
 * @returns the descriptor to keep open across the exec; nothing on macOS, where users share ports
 * @throws {ActasError} `system` when the port is another user's, or the system refuses
 */
export function reservePort(port: number): readonly number[] {
  if (IS_MACOS) return [];
  const fd = boundSocketOf(port);
  const high = c().fcntl(fd, F_DUPFD, HIGH);
  return [high < 0 ? fd : high];
}

function boundSocketOf(port: number): number {
  try {
    return boundSocket(port, deafen);
  } catch (error) {
    throw cannotReserve(port, error as Error);
  }
}

/**
 * Attaches a filter of one instruction, "accept 0 bytes", and locks it: linux/filter.h, socket(7). Some kernels accept
 * filters only from root; the port is reserved there all the same.
 */
function deafen(fd: number): void {
  const BPF_RET = 6n;
  const filter = BigUint64Array.of(BPF_RET);
  const program = BigUint64Array.of(BigInt(filter.length), BigInt(ffi.ptr(filter)));
  const isDeaf = c().setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, program, 16) === 0;
  if (isDeaf) c().setsockopt(fd, SOL_SOCKET, SO_LOCK_FILTER, Int32Array.of(1), 4);
}

function cannotReserve(port: number, error: Error): ActasError {
  const isTaken = "code" in error && error.code === "EADDRINUSE";
  const why = isTaken ? "another program has it, perhaps of another user" : error.message;
  return new ActasError("system", `cannot start the program: port ${port}, where it would fetch credentials: ${why}`, {
    hints: [
      "try again; `actas agent restart` opens another port if another program keeps this one",
      "or use `--mode env`",
    ],
  });
}
