import { ptr } from "bun:ffi";
import { ActasError } from "../../base/errors.ts";
import { IS_MACOS, libc } from "../libc.ts";
import { boundSocket } from "./hold-port.ts";

const SOL_SOCKET = 1;
const SO_ATTACH_FILTER = 26;
const SO_LOCK_FILTER = 44;
const F_DUPFD = 0;
/** Above what scripts choose by hand, below bash's own 255 and every usual limit. */
const HIGH = 230;

const c = libc({
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  fcntl: { args: ["i32", "i32", "i32"], returns: "i32" },
});

/**
 * Keeps a port out of other users' hands for as long as a process has the descriptor, whether somebody
 * listens there or not: Linux lets a port be shared between sockets of one user only, and only if all agree to it.
 *
 * Nothing can be received on it, by nobody, where the kernel takes a filter: who is given the descriptor (a child that
 * becomes another user) can neither listen nor connect with it.
 *
 * @returns the descriptor that is to outlive the exec; nothing on macOS, where users share ports
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
 * A filter of one instruction, "take 0 bytes", which nobody can take off again: linux/filter.h, socket(7). Some kernels
 * take filters of root alone; the port is reserved there too.
 */
function deafen(fd: number): void {
  const BPF_RET = 6n;
  const filter = BigUint64Array.of(BPF_RET);
  const program = BigUint64Array.of(BigInt(filter.length), BigInt(ptr(filter)));
  const isDeaf = c().setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, program, 16) === 0;
  if (isDeaf) c().setsockopt(fd, SOL_SOCKET, SO_LOCK_FILTER, Int32Array.of(1), 4);
}

function cannotReserve(port: number, error: Error): ActasError {
  const isTaken = "code" in error && error.code === "EADDRINUSE";
  const why = isTaken ? "another program has it, perhaps of another user" : error.message;
  return new ActasError("system", `cannot start the program: port ${port}, where it would fetch credentials: ${why}`, {
    hints: ["try again; `actas agent restart` opens another port if somebody keeps this one", "or use `--mode env`"],
  });
}
