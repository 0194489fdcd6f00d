import { ActasError } from "../base/errors.ts";
import { IS_MACOS, libc } from "./libc.ts";

/** The process at the other end of a Unix socket, as it was when it connected. */
export interface Peer {
  /** 0 when it lives where this process cannot see it, as in another container. */
  readonly pid: number;
  readonly uid: number;
}

const SOL_SOCKET = 1;
const SO_PEERCRED = 17;

const c = libc({ getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" } });

/**
 * Asks the kernel who is at the other end of a Unix socket.
 *
 * @throws {ActasError} `system` when the kernel does not say: refuse such a peer
 * @see unix(7), SO_PEERCRED
 */
export function peerOf(fd: number): Peer {
  if (IS_MACOS) return peerOfMacos(fd);
  const [pid = 0, uid = 0] = option(fd, SOL_SOCKET, SO_PEERCRED, new Int32Array(3));
  return { pid, uid: uid >>> 0 };
}

/** The user this process acts for. */
export function ownUid(): number {
  return process.geteuid?.() ?? 0;
}

/** The file descriptor of a `Bun.listen` connection, which Bun has but does not declare. */
export function socketFd(socket: object): number {
  const fd = "fd" in socket ? socket.fd : undefined;
  if (typeof fd === "number" && fd >= 0) return fd;
  throw new ActasError("bug", "cannot find out who is connected: the socket has no file descriptor");
}

/** Untested. `struct xucred` has the uid at byte 4: sys/un.h and sys/ucred.h of macOS. */
function peerOfMacos(fd: number): Peer {
  const [SOL_LOCAL, LOCAL_PEERCRED, LOCAL_PEERPID] = [0, 1, 2];
  const [, uid = 0] = option(fd, SOL_LOCAL, LOCAL_PEERCRED, new Int32Array(19));
  const [pid = 0] = option(fd, SOL_LOCAL, LOCAL_PEERPID, new Int32Array(1));
  return { pid, uid: uid >>> 0 };
}

function option(fd: number, level: number, name: number, value: Int32Array): Int32Array {
  const length = new Uint32Array([value.byteLength]);
  if (c().getsockopt(fd, level, name, value, length) === 0) return value;
  throw new ActasError("system", `cannot find out who is connected: ${c().reason()}`);
}
