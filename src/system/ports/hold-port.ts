import { AF_INET, AF_INET6, IS_MACOS, libc, SOL_SOCKET } from "../libc.ts";

const SOCK_STREAM_CLOEXEC = 0o2000001;
const SO_REUSEPORT = 15;
const IPPROTO_IPV6 = 41;
const IPV6_V6ONLY = 26;

/** The codes that `node:net` gives to the errors our callers look for; asm-generic/errno.h. */
const CODES: Readonly<Record<number, string>> = {
  13: "EACCES",
  24: "EMFILE",
  98: "EADDRINUSE",
};

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  bind: { args: ["i32", "ptr", "u32"], returns: "i32" },
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
});

/** `struct sockaddr_in6` and `struct sockaddr_in` with port 0 and an address of zeros, which means any address. */
const ANYWHERE = [
  { family: AF_INET6, bytes: 28 },
  { family: AF_INET, bytes: 16 },
] as const;

/** A port reserved for this process, and for other processes of the same user that share it. */
export interface HeldPort extends Disposable {
  readonly port: number;
}

/**
 * Reserves a port before it is listened on: no other user has it then, and none gets it as long as it is held.
 *
 * A successful listen proves less. A listener needs `SO_REUSEADDR` while old connections die away. Linux then ignores
 * other users' sockets that are bound to the port with the same option, as long as they do not listen. From such a
 * socket another user could connect to the ports that programs connect from, and get what was meant for the listener.
 *
 * @param port - 0: any free one
 * @returns nothing on macOS, where users share ports
 * @throws {Error} with a `code`, such as `EADDRINUSE`
 */
export function holdPort(port: number): HeldPort | undefined {
  if (IS_MACOS) return undefined;
  const fd = boundSocket(port);
  return { port: portOf(fd), [Symbol.dispose]: () => void c().close(fd) };
}

/**
 * A bound socket on Linux, whose port other sockets of this user can share; it is closed at exec.
 *
 * It has the port on every address, IPv4 and IPv6. Linux (at least up to 6.18) mistakes a user's second socket on `::`
 * for a copy of the first, even if the first was for IPv6 alone: so a user who has the port on `::` gets 127.0.0.1 too.
 *
 * @param prepare - called with the socket before it is bound
 * @throws {Error} with a `code`
 */
export function boundSocket(port: number, prepare?: (fd: number) => void): number {
  const [both, ipv4] = ANYWHERE;
  const fd = c().socket(both.family, SOCK_STREAM_CLOEXEC, 0);
  return fd < 0 ? bound(newSocket(ipv4.family), ipv4, port, prepare) : bound(fd, both, port, prepare);
}

function newSocket(family: number): number {
  const fd = c().socket(family, SOCK_STREAM_CLOEXEC, 0);
  if (fd < 0) throw refused();
  return fd;
}

function bound(fd: number, { family, bytes }: (typeof ANYWHERE)[number], port: number, prepare?: (fd: number) => void) {
  const place = new Uint8Array(bytes);
  place.set([family, 0, port >> 8, port & 0xff]);
  if (family === AF_INET6) c().setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, Int32Array.of(0), 4);
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
