import type * as Documented from "bun:ffi";
import type { ConvertFns, FFIFunction, Pointer } from "bun:ffi";

type Ffi = Pick<typeof Documented, "CString" | "dlopen" | "ptr" | "read">;

/**
 * What `bun:ffi` describes. That module is a wrapper around this object of Bun's, and loading it takes 0.2 ms of each
 * start. Unlike there, `dlopen` returns its error.
 */
export const ffi: Ffi = (Bun as unknown as { readonly FFI: Ffi }).FFI;

/** The C functions that were named, and why the last call of them failed. */
export type Libc<Functions extends Record<string, FFIFunction>> = ConvertFns<Functions> & LastFailure;

interface LastFailure {
  /** `errno`; read it right after the call that failed. */
  errno(): number;
  /** `errno` in words, fit for the end of a message: "permission denied". */
  reason(): string;
}

/** Whether this is macOS. Everything done for macOS follows Apple's documentation and is untested. */
export const IS_MACOS = process.platform === "darwin";

/** Numbers that several files need: sys/socket.h. */
export const AF_INET = 2;
export const AF_INET6 = IS_MACOS ? 30 : 10;
export const SOL_SOCKET = IS_MACOS ? 0xffff : 1;

/**
 * The C library that this process has loaded already; musl answers to glibc's name too. No other name may be tried: if
 * a library is not found, Bun looks for it in the current directory, which may belong to another user.
 */
const LIBRARY = IS_MACOS ? "/usr/lib/libSystem.B.dylib" : "libc.so.6";

const ERRNO_LOCATION = IS_MACOS ? "__error" : "__errno_location";

/**
 * Declares the C functions a file uses. The returned function opens the C library at its first call (0.1 ms).
 *
 * On macOS, never pass a variable argument (`fcntl`, `ioctl`, `open` with a mode): Apple silicon expects these on the
 * stack, where FFI does not put them.
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
  const symbols: unknown = symbolsOf({ ...functions, ...errnoLocation });
  const { [ERRNO_LOCATION]: location } = symbols as Record<string, () => Pointer | null>;
  return Object.assign(symbols as ConvertFns<Functions>, lastFailure(location!));
}

function symbolsOf<Functions extends Record<string, FFIFunction>>(functions: Functions): ConvertFns<Functions> {
  const library = ffi.dlopen(LIBRARY, functions);
  if (library instanceof Error) throw library;
  return library.symbols;
}

function lastFailure(location: () => Pointer | null): LastFailure {
  const errno = (): number => {
    const address = location();
    return typeof address === "number" ? ffi.read.i32(address, 0) : 0;
  };
  return { errno, reason: () => errnoInWords(errno()) };
}

/** An `errno` in words, fit for the end of a message. */
export function errnoInWords(errno: number): string {
  const { strerror } = symbolsOf({ strerror: { args: ["i32"], returns: "cstring" } });
  return lowerFirst(String(strerror(errno)));
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
