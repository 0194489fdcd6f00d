import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import { printable } from "../../base/printable.ts";
import { IS_MACOS } from "../libc.ts";
import { ownUid } from "../own-uid.ts";
import { processStat } from "./process-stat.ts";

const { O_WRONLY, O_NOCTTY, O_NONBLOCK, O_NOFOLLOW } = constants;

/**
 * Writes to the terminal of another process of this user: otherwise the user would see a problem only as some library
 * reports it. Control characters other than the newline are left out.
 *
 * @returns false when the process has no terminal, or the terminal is not this user's or accepts nothing now; never
 *   throws
 */
export function writeToProcessTerminal(pid: number, text: string): boolean {
  const device = processStat(pid)?.terminal ?? 0;
  return device !== 0 && pathsOf(device).some((path) => writeIfOurs(path, device, text));
}

/** A pseudo-terminal, a console or a serial line: Documentation/admin-guide/devices.txt of Linux. */
function pathsOf(device: number): string[] {
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  if (IS_MACOS) return [`/dev/ttys${String(device & 0xffffff).padStart(3, "0")}`];
  if (major >= 136 && major <= 143) return [`/dev/pts/${(major - 136) * 256 + minor}`];
  return major === 4 ? [minor < 64 ? `/dev/tty${minor}` : `/dev/ttyS${minor - 64}`] : [];
}

function writeIfOurs(path: string, device: number, text: string): boolean {
  let fd: number | undefined;
  try {
    fd = openSync(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
    const stat = fstatSync(fd);
    if (!stat.isCharacterDevice() || stat.rdev !== device || stat.uid !== ownUid()) return false;
    const printed = printableLines(text);
    return writeSync(fd, printed) === Buffer.byteLength(printed);
  } catch {
    return false;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** The carriage return keeps lines straight on a terminal in raw mode. */
function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\r\n");
}
