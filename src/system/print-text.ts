import { ActasError } from "../base/errors.ts";
import { errnoInWords } from "./libc.ts";
import { writeBytes } from "./write-bytes.ts";

const STDOUT = 1;
const EPIPE = 32;
/** What a shell reports for a program that SIGPIPE has ended. */
const ENDED_BY_SIGPIPE = 141;

/**
 * Prints all of `text` to stdout before it returns. Ends the program quietly when nobody reads any more.
 *
 * @throws {ActasError} `system` when it cannot be written, for instance to a full disk, which `console.log` hides
 */
export function printText(text: string): void {
  const errno = writeBytes(STDOUT, text);
  if (errno === EPIPE) process.exit(ENDED_BY_SIGPIPE);
  if (errno !== 0) throw new ActasError("system", `cannot write the output: ${errnoInWords(errno)}`);
}
