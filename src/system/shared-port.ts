import { IS_MACOS, libc } from "./libc.ts";
import type { LoopbackAddress } from "./loopback-clients.ts";

const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM_CLOEXEC = 0o2000001;
const SOL_SOCKET = 1;
const SO_REUSEPORT = 15;

/** What `node:net` calls the errors that somebody asks for; asm-generic/errno.h. */
const CODES: Readonly<Record<number, string>> = {
  13: "EACCES",
  24: "EMFILE",
  97: "EAFNOSUPPORT",
  98: "EADDRINUSE",
  99: "EADDRNOTAVAIL",
};

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  bind: { args: ["i32", "ptr", "u32"], returns: "i32" },
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
});

/** A port that this process has for itself and for others of its user who share it. */
export interface HeldPort extends Disposable {
  readonly port: number;
}

/**
 * Takes a port, before it is listened on: nobody of another user has it then, or gets it as long as it is held.
 *
 * To listen shows less. A listener asks for `SO_REUSEADDR`, as it must while old connections die away, and Linux then
 * takes no notice of other users' sockets that have the port and ask for the same, if they do not listen. From such a
 * socket they connect to the ports that programs connect from, and get what was meant for the listener.
 *
 * @param port - 0: any that is free
 * @returns nothing on macOS, where users share ports
 * @throws {Error} with a `code`, such as `EADDRINUSE`
 */
export function holdPort(address: LoopbackAddress, port: number): HeldPort | undefined {
  if (IS_MACOS) return undefined;
  const fd = boundSocket(address, port);
  return { port: portOf(fd), [Symbol.dispose]: () => void c().close(fd) };
}

/**
 * A socket of Linux that has a port and shares it with others of this user; it does not outlive an exec.
 *
 * @param prepare - what is done to it before it has the port
 * @throws {Error} with a `code`
 */
export function boundSocket(address: LoopbackAddress, port: number, prepare?: (fd: number) => void): number {
  const place = sockaddr(address, port);
  const fd = c().socket(place[0]!, SOCK_STREAM_CLOEXEC, 0);
  if (fd < 0) throw refused();
  prepare?.(fd);
  const isShared = c().setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, Int32Array.of(1), 4) === 0;
  if (isShared && c().bind(fd, place, place.length) === 0) return fd;
  const error = refused();
  c().close(fd);
  throw error;
}

function refused(): Error {
  const { errno, reason } = { errno: c().errno(), reason: c().reason() };
  return Object.assign(new Error(reason), { code: CODES[errno] ?? `errno ${errno}` });
}

function portOf(fd: number): number {
  const address = new Uint8Array(28);
  c().getsockname(fd, address, Uint32Array.of(address.length));
  return (address[2]! << 8) + address[3]!;
}

/** `struct sockaddr_in`, or `struct sockaddr_in6`. */
function sockaddr(address: LoopbackAddress, port: number): Uint8Array {
  const isIpv6 = address === "::1";
  const bytes = new Uint8Array(isIpv6 ? 28 : 16);
  bytes.set([isIpv6 ? AF_INET6 : AF_INET, 0, port >> 8, port & 0xff]);
  bytes.set(isIpv6 ? [1] : [127, 0, 0, 1], isIpv6 ? 23 : 4);
  return bytes;
}
