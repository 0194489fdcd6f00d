import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The text of a small file that another program may have put there. A pipe or a device would keep the reader for ever,
 * and the agent with it.
 *
 * @throws {Error} that of the system when it cannot be read; one that says so when it is no regular file, or larger
 */
export function readRegularFile(
  path: string,
  encoding: "utf8" | "latin1" = "utf8",
  mostBytes = Number.POSITIVE_INFINITY,
): string {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(fd);
    if (!found.isFile()) throw new Error("it is not a regular file");
    if (found.size > mostBytes) throw new Error(`it has more than ${mostBytes} bytes`);
    return readFileSync(fd, encoding);
  } finally {
    closeSync(fd);
  }
}
