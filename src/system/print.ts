import { ActasError } from "../base/errors.ts";
import { printable, printableLines } from "../base/printable.ts";
import { errnoInWords, libc } from "./libc.ts";
import { writeBytes } from "./write-bytes.ts";

const STDOUT = 1;
const EPIPE = 32;
const F_GETFD = 1;
const FD_CLOEXEC = 1;

const c = libc({ fcntl: { args: ["i32", "i32", "i32"], returns: "i32" } });

/** The reader of standard output has gone. That needs no message, as with `yes | head`. */
export class BrokenPipe extends Error {
  override readonly name = "BrokenPipe";
}

/**
 * Writes lines for people, or for programs that read lines, to standard output. Control characters are escaped.
 *
 * @throws as {@link print}
 */
export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) print(printableLines(lines));
}

/** Writes one such line. @throws as {@link print} */
export function printLine(line: string): void {
  print(printable(line));
}

/**
 * Writes the result of a command to standard output: all of `text`, unchanged, and a newline.
 *
 * @throws {ActasError} `system` when it is closed or full: half a result must not be taken for a whole one
 * @throws {BrokenPipe}
 */
export function print(text: string): void {
  if (wasClosed()) throw cannotPrint("it is closed");
  const errno = writeBytes(STDOUT, `${text}\n`);
  if (errno === EPIPE) throw new BrokenPipe();
  if (errno !== 0) throw cannotPrint(errnoInWords(errno));
}

/**
 * Whether this process was started without standard output. Bun 1.4.5 then opens `/dev/null` in its place,
 * close-on-exec; an inherited descriptor never has that flag.
 */
function wasClosed(): boolean {
  const flags = c().fcntl(STDOUT, F_GETFD, 0);
  return flags < 0 || (flags & FD_CLOEXEC) !== 0;
}

function cannotPrint(reason: string): ActasError {
  return new ActasError("system", `cannot write to standard output: ${reason}`);
}
