import { IS_MACOS, libc } from "../libc.ts";

const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM_CLOEXEC = 0o2000001;
const SOL_SOCKET = 1;
const SO_REUSEPORT = 15;
const IPPROTO_IPV6 = 41;
const IPV6_V6ONLY = 26;

/** What `node:net` calls the errors that somebody asks for; asm-generic/errno.h. */
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

/** `struct sockaddr_in6` and `struct sockaddr_in`, with a port of 0 and an address of zeros, which stands for all. */
const ANYWHERE = [
  { family: AF_INET6, bytes: 28 },
  { family: AF_INET, bytes: 16 },
] as const;

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
export function holdPort(port: number): HeldPort | undefined {
  if (IS_MACOS) return undefined;
  const fd = boundSocket(port);
  return { port: portOf(fd), [Symbol.dispose]: () => void c().close(fd) };
}

/**
 * A socket of Linux that has a port and shares it with others of this user; it does not outlive an exec.
 *
 * It has the port on every address, IPv4 and IPv6. Linux up to 6.18 at least mistakes a user's second socket on `::`
 * for a copy of the first, though the first was for IPv6 alone: so whoever has the port on `::` has 127.0.0.1 too.
 *
 * @param prepare - what is done to it before it has the port
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
