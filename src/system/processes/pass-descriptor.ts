import { ffi, libc, SOL_SOCKET } from "../libc.ts";

const SCM_RIGHTS = 1;
const MSG_CMSG_CLOEXEC = 0x40000000;
/** `struct cmsghdr` (16 bytes) with one descriptor (4), and the same rounded up: cmsg(3). */
const CONTROL = { length: 20, space: 24, descriptor: 16 } as const;
const MOST_BYTES = 4096;

const c = libc({
  sendmsg: { args: ["i32", "ptr", "i32"], returns: "i64" },
  recvmsg: { args: ["i32", "ptr", "i32"], returns: "i64" },
});

/** A text, and a descriptor that came or goes with it. */
export interface Passed {
  readonly text: string;
  readonly fd?: number;
}

/**
 * Sends a text of at least one byte over a Unix socket, with a descriptor if there is one. Linux only.
 *
 * @see unix(7), SCM_RIGHTS
 */
export function passDescriptor(socket: number, { fd, text }: Passed): void {
  const bytes = new TextEncoder().encode(text);
  const control = new Uint8Array(fd === undefined ? 0 : CONTROL.space);
  if (fd !== undefined) {
    const view = new DataView(control.buffer);
    view.setBigUint64(0, BigInt(CONTROL.length), true);
    view.setInt32(8, SOL_SOCKET, true);
    view.setInt32(12, SCM_RIGHTS, true);
    view.setInt32(CONTROL.descriptor, fd, true);
  }
  const piece = pieceOf(bytes);
  if (c().sendmsg(socket, headerOf(piece, control), 0) < 0n) throw new Error(c().reason());
}

/** What the other end has sent: undefined if nothing yet, and an empty text if it has gone. The descriptor is closed at exec. */
export function takeDescriptor(socket: number): Passed | undefined {
  const bytes = new Uint8Array(MOST_BYTES);
  const control = new Uint8Array(CONTROL.space);
  const piece = pieceOf(bytes);
  const count = Number(c().recvmsg(socket, headerOf(piece, control), MSG_CMSG_CLOEXEC));
  if (count < 0) return undefined;
  const text = new TextDecoder().decode(bytes.subarray(0, count));
  const view = new DataView(control.buffer);
  const hasOne = view.getBigUint64(0, true) === BigInt(CONTROL.length) && view.getInt32(12, true) === SCM_RIGHTS;
  return { text, ...(hasOne && { fd: view.getInt32(CONTROL.descriptor, true) }) };
}

/** `struct msghdr` for one piece of bytes: its address and length, as `struct iovec`. */
function headerOf(piece: BigUint64Array, control: Uint8Array): BigUint64Array {
  const hasControl = control.length > 0;
  const address = hasControl ? BigInt(ffi.ptr(control)) : 0n;
  return BigUint64Array.of(0n, 0n, BigInt(ffi.ptr(piece)), 1n, address, BigInt(control.length), 0n);
}

function pieceOf(bytes: Uint8Array): BigUint64Array {
  return BigUint64Array.of(BigInt(ffi.ptr(bytes)), BigInt(bytes.length));
}
