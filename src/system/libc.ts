import { type ConvertFns, dlopen, type FFIFunction, type Pointer, read } from "bun:ffi";

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

/**
 * The C library this process already has; musl knows itself by glibc's name too. No other name may be tried: one that
 * is not found Bun looks for in the current directory, which may be somebody else's.
 */
const LIBRARY = IS_MACOS ? "/usr/lib/libSystem.B.dylib" : "libc.so.6";

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
    opened ??= open(functions);
    return opened;
  };
}

function open<Functions extends Record<string, FFIFunction>>(functions: Functions): Libc<Functions> {
  const errnoLocation: Record<string, FFIFunction> = { [ERRNO_LOCATION]: { args: [], returns: "ptr" } };
  const symbols: unknown = dlopen(LIBRARY, { ...functions, ...errnoLocation }).symbols;
  const { [ERRNO_LOCATION]: location } = symbols as Record<string, () => Pointer | null>;
  return Object.assign(symbols as ConvertFns<Functions>, lastFailure(location!));
}

function lastFailure(location: () => Pointer | null): LastFailure {
  const errno = (): number => {
    const address = location();
    return typeof address === "number" ? read.i32(address, 0) : 0;
  };
  return { errno, reason: () => errnoInWords(errno()) };
}

/** An `errno` in words, fit for the end of a message. */
export function errnoInWords(errno: number): string {
  const { strerror } = dlopen(LIBRARY, { strerror: { args: ["i32"], returns: "cstring" } }).symbols;
  return lowerFirst(String(strerror(errno)));
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
