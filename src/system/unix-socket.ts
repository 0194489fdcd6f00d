import { errnoInWords, IS_MACOS, libc } from "./libc.ts";

const AF_UNIX = 1;
const SOCK_STREAM = 1;
/** SOCK_CLOEXEC and SOCK_NONBLOCK of socket(2), which macOS does not have. */
const FLAGS = IS_MACOS ? 0 : 0o2004000;
/** "Close at exec" of ioctl(2), see {@link libc} for why not `fcntl`. */
const FIOCLEX = 0x20006601;
const SIZE_OF_ADDRESS = IS_MACOS ? 106 : 110;
const POLLIN = 1;
/** What an answer mostly fits into; touching more memory costs time. */
const CHUNK_BYTES = 4096;

/** What `errno` says about whoever should listen; it is numbered otherwise on macOS. */
const WHY: Readonly<Record<number, NotConnected["why"]>> = IS_MACOS
  ? { 2: "absent", 20: "absent", 38: "absent", 61: "absent", 35: "busy", 32: "lost", 54: "lost" }
  : { 2: "absent", 20: "absent", 111: "absent", 11: "busy", 32: "lost", 104: "lost" };

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  connect: { args: ["i32", "ptr", "u32"], returns: "i32" },
  ioctl: { args: ["i32", "u64"], returns: "i32" },
  poll: { args: ["ptr", "u64", "i32"], returns: "i32" },
  read: { args: ["i32", "ptr", "u64"], returns: "i64" },
  close: { args: ["i32"], returns: "i32" },
});

/** Nobody listens; too many wait already; it hung up at once; or the system refused, in its own words. */
export class NotConnected extends Error {
  override readonly name = "NotConnected";
  readonly why: "absent" | "busy" | "lost" | "refused";

  constructor(errno: number) {
    super(errnoInWords(errno));
    this.why = WHY[errno] ?? "refused";
  }
}

/**
 * Connects to a Unix socket without the event loop, which costs more to enter than the agent takes to answer.
 *
 * @param path - at most 107 bytes (103 on macOS), see `pathsFrom`
 * @returns a file descriptor that does not outlive an exec: close it, or give it to `Bun.connect`
 * @throws {NotConnected}
 * @see unix(7)
 */
export function connectUnix(path: string): number {
  const fd = c().socket(AF_UNIX, SOCK_STREAM | FLAGS, 0);
  if (fd < 0) throw new NotConnected(c().errno());
  if (IS_MACOS) c().ioctl(fd, FIOCLEX);
  if (c().connect(fd, addressOf(path), SIZE_OF_ADDRESS) === 0) return fd;
  const errno = c().errno();
  closeUnix(fd);
  throw new NotConnected(errno);
}

/** What arrives within so many milliseconds; undefined if nothing does, and empty if the other end has gone. */
export function receiveWithin(fd: number, milliseconds: number): Uint8Array | undefined {
  if (c().poll(new Int32Array([fd, POLLIN]), 1, milliseconds) !== 1) return undefined;
  const bytes = new Uint8Array(CHUNK_BYTES);
  const count = Number(c().read(fd, bytes, CHUNK_BYTES));
  return bytes.subarray(0, Math.max(count, 0));
}

export function closeUnix(fd: number): void {
  c().close(fd);
}

/** `struct sockaddr_un`; on macOS its first byte is its length, and the family only the second. */
function addressOf(path: string): Uint8Array {
  const address = new Uint8Array(SIZE_OF_ADDRESS);
  address.set(IS_MACOS ? [SIZE_OF_ADDRESS, AF_UNIX] : [AF_UNIX]);
  new TextEncoder().encodeInto(path, address.subarray(2));
  return address;
}
