import { readFileSync, statSync } from "node:fs";
import { shellArgument } from "../../base/shell-word.ts";
import { readRegularFile } from "../../files/read-regular-file.ts";
import { configurationError } from "./unusable-configuration.ts";

const BY_EVERYBODY = 0o002;
/** What whoever starts the program has opened for it, as a shell does for `<(command)`. */
const HANDED_OVER = /^\/(?:dev\/stdin|(?:dev|proc\/self)\/fd\/\d+)$/;

/**
 * The text of a file that says what the server does, or has a secret of it. Whose it is does not count: in a container
 * it is often another user's. But one that every user of the machine may change says nothing.
 *
 * @throws {ActasError} `configuration`
 * @throws {Error} that of the system when it cannot be read
 */
export function readNamedFile(path: string, mostBytes?: number): string {
  // A pipe of somebody else's would keep the server for ever.
  const text = HANDED_OVER.test(path) ? readFileSync(path, "utf8") : readRegularFile(path, "utf8", mostBytes);
  if ((statSync(path).mode & BY_EVERYBODY) === 0) return text;
  throw configurationError(`every user may write to ${path}`, [
    `\`chmod o-w ${shellArgument(path)}\` closes it; look at what it says first`,
  ]);
}
