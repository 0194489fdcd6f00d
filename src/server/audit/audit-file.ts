import { closeSync, constants, fdatasync, fstatSync, lstatSync, openSync, readSync, type Stats, write } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { systemError } from "../../base/system-error.ts";
import { makeLastingDirectory } from "../../files/write-private-file.ts";
import { ownUid } from "../../system/own-uid.ts";

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants;
const LINE_FEED = 10;
const BY_EVERYBODY = 0o002;

const writeTo = promisify(write);
const sync = promisify(fdatasync);

interface OpenFile {
  readonly fd: number;
  readonly inode: number;
}

/**
 * A file that lines are added to, and on disk when they are. One that was renamed, as logrotate does, is left alone and
 * a new one begun. A line that was cut short, on a full disk or by a power cut, stays on a line of its own.
 */
export class AuditFile implements Disposable {
  readonly path: string;
  #open: OpenFile | undefined;
  #isCut = false;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Begins the file, if it is not there.
   *
   * @throws {ActasError} `system`
   */
  prepare(): void {
    try {
      makeLastingDirectory(dirname(this.path));
      this.#file();
    } catch (error) {
      throw systemError(error, `write the audit trail to ${this.path}`);
    }
  }

  /** @throws {ActasError} `system`: then it is unknown how much is in the file */
  add(lines: readonly string[]): Promise<void> {
    return this.#add(`${lines.join("\n")}\n`);
  }

  /** Only ends a line that was cut short, which takes some room. @throws {ActasError} `system` */
  mend(): Promise<void> {
    return this.#add("");
  }

  async #add(text: string): Promise<void> {
    try {
      const { fd } = this.#file();
      const bytes = Buffer.from(`${this.#isCut ? "\n" : ""}${text}`);
      this.#isCut = true;
      await writeAll(fd, bytes);
      await sync(fd);
      this.#isCut = false;
    } catch (error) {
      throw systemError(error, `write the audit trail to ${this.path}`);
    }
  }

  close(): void {
    const opened = this.#open;
    this.#open = undefined;
    if (opened) closeSync(opened.fd);
  }

  #file(): OpenFile {
    const inode = lstatSync(this.path, { throwIfNoEntry: false })?.ino;
    if (this.#open && inode === this.#open.inode) return this.#open;
    this.close();
    // Follows no symbolic link, and writes into no pipe, which could block for ever.
    const fd = openSync(this.path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o600);
    const status = fstatSync(fd);
    const problem = problemWith(status);
    if (problem) {
      closeSync(fd);
      throw new Error(problem);
    }
    this.#isCut = status.size > 0 && lastByte(fd, status.size) !== LINE_FEED;
    this.#open = { fd, inode: status.ino };
    return this.#open;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Somebody else's file, or one that they may write to, would show and keep what they like. */
function problemWith(status: Stats): string | undefined {
  if (!status.isFile()) return "it is no file";
  if (status.uid !== 0 && status.uid !== ownUid()) return `it belongs to another user (uid ${status.uid})`;
  return (status.mode & BY_EVERYBODY) === 0 ? undefined : "every user may write to it";
}

function lastByte(fd: number, size: number): number | undefined {
  const byte = Buffer.alloc(1);
  readSync(fd, byte, 0, 1, size - 1);
  return byte[0];
}

/** On a disk that is nearly full, a part of it is written and no error reported. */
async function writeAll(fd: number, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await writeTo(fd, bytes, done, bytes.length - done, null);
    if (bytesWritten === 0) throw Object.assign(new Error("nothing was written"), { code: "ENOSPC" });
    done += bytesWritten;
  }
}
