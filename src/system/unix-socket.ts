import { ActasError } from "../base/errors.ts";
import { errnoInWords, IS_MACOS, libc, SOL_SOCKET } from "./libc.ts";

const AF_UNIX = 1;
const SOCK_STREAM = 1;
/** SOCK_CLOEXEC and SOCK_NONBLOCK of socket(2), which macOS does not have. */
const FLAGS = IS_MACOS ? 0 : 0o2004000;
/** Sets close-on-exec through ioctl(2); see {@link libc} for why not `fcntl`. */
const FIOCLEX = 0x20006601;
const SIZE_OF_ADDRESS = IS_MACOS ? 106 : 110;
/** In bytes: the size of the address without the two bytes before the path and the zero byte that ends it. */
export const LONGEST_SOCKET_PATH = SIZE_OF_ADDRESS - 3;
const POLLIN = 1;
const SO_PEERCRED = 17;
const EINTR = 4;
const SO_SNDTIMEO = IS_MACOS ? 0x1005 : 21;
const EAGAIN = IS_MACOS ? 35 : 11;
const F_SETFL = 4;
const O_NONBLOCK = IS_MACOS ? 4 : 0o4000;
const POLLHUP = 0x10;
/** Most answers are shorter; touching more memory costs time. */
export const CHUNK_BYTES = 4096;

/** What `errno` of connect(2) says about the listener; the numbers differ on macOS. */
const WHY: Readonly<Record<number, NotConnected["why"]>> = IS_MACOS
  ? { 2: "absent", 20: "absent", 38: "absent", 61: "absent", 35: "busy", 32: "lost", 54: "lost" }
  : { 2: "absent", 20: "absent", 111: "absent", 11: "busy", 32: "lost", 104: "lost" };

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  connect: { args: ["i32", "ptr", "u32"], returns: "i32" },
  ioctl: { args: ["i32", "u64"], returns: "i32" },
  getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
  poll: { args: ["ptr", "u64", "i32"], returns: "i32" },
  read: { args: ["i32", "ptr", "u64"], returns: "i64" },
  close: { args: ["i32"], returns: "i32" },
});

/** Declared apart, because few commands need it and opening it takes time. */
const waiting = libc({
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  fcntl: { args: ["i32", "i32", "i32"], returns: "i32" },
});

/** Apart for the same reason. macOS does not have it. */
const accepting = libc({
  accept4: { args: ["i32", "ptr", "ptr", "i32"], returns: "i32" },
});

/** The process at the other end of a Unix socket, as it was when it connected. */
export interface Peer {
  /** 0 when this process cannot see it, as when it runs in another container. */
  readonly pid: number;
  readonly uid: number;
}

/** Nothing listens; its queue is full; it hung up at once; or the system refused, in its own words. */
export class NotConnected extends Error {
  override readonly name = "NotConnected";
  readonly why: "absent" | "busy" | "lost" | "refused";

  constructor(errno: number) {
    super(errnoInWords(errno));
    this.why = WHY[errno] ?? "refused";
  }
}

/**
 * Connects to a Unix socket without the event loop: entering that takes longer than the agent takes to answer. While
 * the queue of the listener is full, it waits in the kernel, which wakes waiting clients one by one.
 *
 * @param patienceMs - how long it waits for room in the queue
 * @param path - at most {@link LONGEST_SOCKET_PATH} bytes
 * @returns a file descriptor that is closed at exec: close it, or give it to `Bun.connect`
 * @throws {NotConnected}
 * @see unix(7)
 */
export function connectUnix(path: string, patienceMs: number): number {
  const fd = newUnixSocket();
  if (c().connect(fd, addressOf(path), SIZE_OF_ADDRESS) === 0) return fd;
  const errno = c().errno();
  const failed = errno === EAGAIN ? connectPatiently(fd, path, patienceMs) : errno;
  if (failed === 0) return fd;
  closeUnix(fd);
  throw new NotConnected(failed);
}

/** A blocking connect(2), which waits for room in the queue of the listener. Returns `errno`. */
function connectPatiently(fd: number, path: string, patienceMs: number): number {
  const milliseconds = BigInt(patienceMs);
  const limit = BigInt64Array.of(milliseconds / 1000n, (milliseconds % 1000n) * 1000n);
  waiting().setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, limit, limit.byteLength);
  waiting().fcntl(fd, F_SETFL, 0);
  const failed = c().connect(fd, addressOf(path), SIZE_OF_ADDRESS) === 0 ? 0 : c().errno();
  waiting().fcntl(fd, F_SETFL, O_NONBLOCK);
  return failed === EINTR ? EAGAIN : failed;
}

/**
 * A socket that is closed at exec.
 *
 * @throws {NotConnected}
 */
export function newUnixSocket(): number {
  const fd = c().socket(AF_UNIX, SOCK_STREAM | FLAGS, 0);
  if (fd < 0) throw new NotConnected(c().errno());
  if (IS_MACOS) c().ioctl(fd, FIOCLEX);
  return fd;
}

/** The next connection to a listening socket, closed at exec; undefined while there is none. Linux only. */
export function acceptUnix(listening: number): number | undefined {
  const fd = accepting().accept4(listening, null, null, FLAGS);
  return fd < 0 ? undefined : fd;
}

/** Whether the other end has gone; what it sent before can still be read. */
export function hasHungUp(fd: number): boolean {
  const polled = Int32Array.of(fd, 0);
  return c().poll(polled, 1, 0) === 1 && ((polled[1]! >> 16) & POLLHUP) !== 0;
}

/**
 * What arrives within that time; undefined if nothing does, and empty if the other end has gone.
 *
 * @param most - bytes to take at once
 */
export function receiveWithin(fd: number, milliseconds: number, most = CHUNK_BYTES): Uint8Array | undefined {
  if (c().poll(Int32Array.of(fd, POLLIN), 1, milliseconds) !== 1) return undefined;
  const bytes = new Uint8Array(most);
  const count = Number(c().read(fd, bytes, most));
  return bytes.subarray(0, Math.max(count, 0));
}

export function closeUnix(fd: number): void {
  c().close(fd);
}

/**
 * Asks the kernel who is at the other end of a Unix socket.
 *
 * @throws {ActasError} `system` when the kernel does not say: refuse such a peer
 * @see unix(7), SO_PEERCRED
 */
export function peerOf(fd: number): Peer {
  if (IS_MACOS) return peerOfMacos(fd);
  // No array destructuring: it adds 0.07 ms to each start.
  const credentials = option(fd, SOL_SOCKET, SO_PEERCRED, new Int32Array(3));
  return { pid: credentials[0]!, uid: credentials[1]! >>> 0 };
}

/** The file descriptor of a `Bun.listen` connection, a property that Bun's types do not declare. */
export function socketFd(socket: object): number {
  const fd = "fd" in socket ? socket.fd : undefined;
  if (typeof fd === "number" && fd >= 0) return fd;
  throw new ActasError("bug", "cannot find out who is connected: the socket has no file descriptor");
}

/** `struct sockaddr_un`; on macOS its first byte is its length, and the family only the second. */
export function addressOf(path: string): Uint8Array {
  const address = new Uint8Array(SIZE_OF_ADDRESS);
  address.set(IS_MACOS ? [SIZE_OF_ADDRESS, AF_UNIX] : [AF_UNIX]);
  new TextEncoder().encodeInto(path, address.subarray(2));
  return address;
}

/** Untested. `struct xucred` has the uid at byte 4: sys/un.h and sys/ucred.h of macOS. */
function peerOfMacos(fd: number): Peer {
  const [SOL_LOCAL, LOCAL_PEERCRED, LOCAL_PEERPID] = [0, 1, 2];
  const [, uid = 0] = option(fd, SOL_LOCAL, LOCAL_PEERCRED, new Int32Array(19));
  const [pid = 0] = option(fd, SOL_LOCAL, LOCAL_PEERPID, new Int32Array(1));
  return { pid, uid: uid >>> 0 };
}

function option(fd: number, level: number, name: number, value: Int32Array): Int32Array {
  const length = Uint32Array.of(value.byteLength);
  if (c().getsockopt(fd, level, name, value, length) === 0) return value;
  throw new ActasError("system", `cannot find out who is connected: ${c().reason()}`);
}
