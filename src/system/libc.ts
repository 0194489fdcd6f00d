import { type ConvertFns, dlopen, type FFIFunction, type Library, read } from "bun:ffi";

/** The C functions that were asked for, and why the last of them failed. */
export type Libc<Functions extends Record<string, FFIFunction>> = ConvertFns<Functions> & LastFailure;

interface LastFailure {
  /** `errno`; ask right after the call that failed. */
  errno(): number;
  /** `errno` in words, fit for the end of a message: "permission denied". */
  reason(): string;
}

/** Whether this is macOS. Everything done for macOS follows Apple's documentation and is untested. */
export const IS_MACOS = process.platform === "darwin";

/** Where the C library is: glibc, then musl under its own name and its linker's. */
const LIBRARIES = IS_MACOS
  ? ["/usr/lib/libSystem.B.dylib"]
  : ["libc.so.6", `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`, "libc.so"];

const ERRNO_LOCATION = IS_MACOS ? "__error" : "__errno_location";

/**
 * Names the C functions a file uses; the returned function opens the C library at its first call (0.1 ms).
 *
 * Functions with variable arguments (`fcntl`, `ioctl`, `open` with a mode) must not be given any of these on macOS:
 * on Apple silicon they travel on the stack, where FFI does not put them.
 */
export function libc<Functions extends Record<string, FFIFunction>>(functions: Functions): () => Libc<Functions> {
  let opened: Libc<Functions> | undefined;
  return () => {
    opened ??= Object.assign(openFirst(LIBRARIES, functions).symbols, lastFailure());
    return opened;
  };
}

function lastFailure(): LastFailure {
  const location = openFirst(LIBRARIES, { [ERRNO_LOCATION]: { args: [], returns: "ptr" } }).symbols[ERRNO_LOCATION]!;
  const { strerror } = openFirst(LIBRARIES, { strerror: { args: ["i32"], returns: "cstring" } }).symbols;
  const errno = (): number => {
    const address = location();
    return typeof address === "number" ? read.i32(address, 0) : 0;
  };
  return { errno, reason: () => lowerFirst(String(strerror(errno()))) };
}

function openFirst<Functions extends Record<string, FFIFunction>>(
  [name = "", ...others]: readonly string[],
  functions: Functions,
): Library<Functions> {
  try {
    return dlopen(name, functions);
  } catch (error) {
    if (others.length === 0) throw error;
    return openFirst(others, functions);
  }
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
