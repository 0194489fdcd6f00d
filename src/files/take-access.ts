import { closeSync, constants, fchmodSync, fstatSync, openSync } from "node:fs";
import { ownUid } from "../system/own-uid.ts";

const { O_NONBLOCK, O_RDONLY } = constants;
const PERMISSIONS = 0o7777;

/**
 * Takes permissions away from a file or directory of this user's, and gives none. Whoever may write to the folder can
 * put a link to another file there at any moment: so it is opened once, and what is open counts, with its own mode.
 *
 * @param taken - bits of the mode
 * @throws {Error} of `node:fs`, or because it is another user's
 */
export function takeAccess(path: string, taken: number): void {
  const fd = openSync(path, O_RDONLY | O_NONBLOCK);
  try {
    const status = fstatSync(fd);
    const { mode, uid } = status;
    if (!status.isFile() && !status.isDirectory()) throw new Error("it is neither a file nor a directory");
    if (uid !== ownUid()) throw new Error(`it belongs to another user (uid ${uid})`);
    fchmodSync(fd, mode & PERMISSIONS & ~taken);
  } finally {
    closeSync(fd);
  }
}
