import { IS_MACOS, libc } from "./libc.ts";

const EINTR = 4;
const EAGAIN = IS_MACOS ? 35 : 11;
const POLLOUT = 4;

const c = libc({
  write: { args: ["i32", "ptr", "u64"], returns: "i64" },
  poll: { args: ["ptr", "u64", "i32"], returns: "i32" },
});

/**
 * Writes all of `text` to a file descriptor before it returns, even if that is slow or non-blocking.
 *
 * @returns `errno` of the write that failed; 0 when everything was written
 */
export function writeBytes(fd: number, text: string): number {
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) {
    const count = Number(c().write(fd, rest, rest.length));
    const errno = count < 0 ? c().errno() : 0;
    if (errno === EAGAIN) waitUntilWritable(fd);
    else if (errno !== 0 && errno !== EINTR) return errno;
    rest = rest.subarray(Math.max(count, 0));
  }
  return 0;
}

function waitUntilWritable(fd: number): void {
  c().poll(Int32Array.of(fd, POLLOUT), 1, -1);
}
