import { accessSync, constants, statSync } from "node:fs";
import { errnoInWords } from "../libc.ts";
import { ExecFailure } from "./exec.ts";

const ENOENT = 2;
const ENOTDIR = 20;
const EACCES = 13;
const SLASH = 0x2f;
/** What execvp(3) searches where PATH is not set. */
const PATH_OF_SYSTEM = "/bin:/usr/bin";

/**
 * Why {@link becomeCommand} would not start a command, found out before anything is done for it. A file that the system
 * then refuses for another reason, such as its format, is not noticed.
 *
 * @param command - its name or path, in bytes with a zero byte at the end
 * @returns undefined if it would start
 */
export function whyNotStarted(command: Uint8Array, PATH: string = PATH_OF_SYSTEM): ExecFailure | undefined {
  const name = Buffer.from(command.subarray(0, -1));
  const errno = name.includes(SLASH) ? problemWith(name) : problemOnPath(name, PATH.split(":"));
  return errno === 0 ? undefined : new ExecFailure(errno, errnoInWords(errno), name.toString());
}

/** As execvp(3): a file that may not be run is passed over, and is the reason only if there is no other. */
function problemOnPath(name: Buffer, folders: readonly string[]): number {
  if (name.length === 0) return ENOENT;
  const problems = folders.map((folder) => problemWith(Buffer.concat([Buffer.from(`${folder || "."}/`), name])));
  return (
    problems.find((errno) => ![ENOENT, ENOTDIR, EACCES].includes(errno)) ??
    (problems.includes(EACCES) ? EACCES : ENOENT)
  );
}

/** The `errno` of a file that cannot be run; 0 for one that can. */
function problemWith(path: Buffer): number {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? 0 : EACCES;
  } catch (error) {
    return error instanceof Error && "errno" in error && typeof error.errno === "number" ? -error.errno : ENOENT;
  }
}
