import { libc } from "./libc.ts";

const O_CLOEXEC = 0o2000000;
/** Most such files are shorter; touching more memory costs time. */
const CHUNK_BYTES = 4096;

const c = libc({
  open: { args: ["cstring", "i32"], returns: "i32" },
  read: { args: ["i32", "ptr", "u64"], returns: "i64" },
  close: { args: ["i32"], returns: "i32" },
});

/**
 * Reads a file, such as `/proc/self/cmdline`, without the 2 ms that loading `node:fs` costs, or the 0.2 ms of the first
 * `Buffer`. Undefined if it cannot be read to its end.
 */
export function readBytes(path: string): Uint8Array | undefined {
  const fd = c().open(path, O_CLOEXEC);
  if (fd < 0) return undefined;
  let bytes = new Uint8Array(CHUNK_BYTES);
  let length = 0;
  let count = 0;
  for (;;) {
    count = Number(c().read(fd, bytes.subarray(length), bytes.length - length));
    if (count <= 0) break;
    length += count;
    if (length === bytes.length) bytes = muchLonger(bytes);
  }
  c().close(fd);
  // A part of a file is not what it says.
  return count < 0 ? undefined : bytes.subarray(0, length);
}

/** The same as text; empty when there is no such file. */
export function readText(path: string): string {
  return new TextDecoder().decode(readBytes(path));
}

/** Memory that is not touched costs nothing, and what is copied again and again does. */
function muchLonger(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(bytes.length * 32);
  longer.set(bytes);
  return longer;
}
