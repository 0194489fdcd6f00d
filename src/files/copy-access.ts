import { closeSync, constants, fchmodSync, fchownSync, fstatSync, openSync } from "node:fs";
import { accessListOf, setAccessList } from "../system/access-list.ts";

const { O_NOFOLLOW, O_RDONLY } = constants;
const MODE = 0o7777;
const OWNER = 0o700;
const OTHERS = 0o007;

/**
 * Gives a new file of this user's the group, access list and mode of an open one. What cannot be given is left out, so
 * that nobody may read the new file who could not read the old one.
 *
 * @param path - a file that only this user can read
 * @throws {Error} of `node:fs`
 */
export function copyAccess(from: number, path: string): void {
  const to = openSync(path, O_RDONLY | O_NOFOLLOW);
  try {
    fchmodSync(to, modeFor(from, to));
  } finally {
    closeSync(to);
  }
}

/** Gives group and list, as far as possible, and returns the mode to go with what was given. */
function modeFor(from: number, to: number): number {
  const { gid, mode } = fstatSync(from);
  const hasGroup = takesGroup(to, gid);
  const list = accessListOf(from);
  // A list says what the file's group may do, whichever that is: it is not for another group.
  if (list === "unknown" || (list !== "none" && !hasGroup)) return mode & OWNER;
  if (!setAccessList(to, list)) return mode & OWNER;
  return hasGroup ? mode & MODE : withoutGroup(mode);
}

/** An ordinary user can give a file only to groups of which that user is a member. */
function takesGroup(fd: number, gid: number): boolean {
  if (fstatSync(fd).gid === gid) return true;
  try {
    fchownSync(fd, -1, gid);
  } catch {
    return false;
  }
  return fstatSync(fd).gid === gid;
}

/** The members of the old group are among the others now, and get no more than they had. */
function withoutGroup(mode: number): number {
  return (mode & OWNER) | (mode & (mode >> 3) & OTHERS);
}
