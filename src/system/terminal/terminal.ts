import { printable } from "../../base/printable.ts";
import { IS_MACOS, libc } from "../libc.ts";
import { writeBytes } from "../write-bytes.ts";

const O_RDWR = 2;
const O_NOCTTY = IS_MACOS ? 0x20000 : 0o400;
const O_CLOEXEC = IS_MACOS ? 0x1000000 : 0o2000000;

/**
 * `struct termios`: the offsets of its flags, and their names in termios(3). Of the 64 bits on macOS only the low half
 * is used.
 */
const TERMIOS_BYTES = 128;
const INPUT_FLAGS_AT = 0;
const LOCAL_FLAGS_AT = IS_MACOS ? 24 : 12;
const ICRNL = 0x100;
/** ^S stops the output, ^Q lets it go on. */
const IXON = IS_MACOS ? 0x200 : 0x400;
const ECHO = 0x8;
/** ^V takes the next key as it is; on macOS ^O throws the output away. */
const IEXTEN = IS_MACOS ? 0x400 : 0x8000;
const ISIG = IS_MACOS ? 0x80 : 0x1;
const ICANON = IS_MACOS ? 0x100 : 0x2;
const TCSADRAIN = 1;
const TCSAFLUSH = 2;

const c = libc({
  open: { args: ["cstring", "i32"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
  read: { args: ["i32", "ptr", "u64"], returns: "i64" },
  select: { args: ["i32", "ptr", "ptr", "ptr", "ptr"], returns: "i32" },
  tcgetattr: { args: ["i32", "ptr"], returns: "i32" },
  tcsetattr: { args: ["i32", "i32", "ptr"], returns: "i32" },
  tcgetpgrp: { args: ["i32"], returns: "i32" },
  getpgrp: { args: [], returns: "i32" },
});

/** The controlling terminal of this process, whatever its standard files are. */
export class Terminal implements Disposable {
  readonly #fd: number;
  readonly #before: Uint8Array;

  /** Undefined when this process has no terminal. */
  static open(): Terminal | undefined {
    const fd = c().open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    return fd < 0 ? undefined : new Terminal(fd);
  }

  private constructor(fd: number) {
    this.#fd = fd;
    this.#before = new Uint8Array(TERMIOS_BYTES);
    c().tcgetattr(fd, this.#before);
  }

  /** Whether this process may read and change the terminal. The system stops a background job that does. */
  isForeground(): boolean {
    return c().tcgetpgrp(this.#fd) === c().getpgrp();
  }

  /**
   * Single keys as they are pressed, without echo; ^C and ^Z are keys too (raw mode), or act as always. Keys typed before
   * are `kept` or `dropped`.
   */
  readKeys(signals: "signals-are-keys" | "signals-act", earlier: "kept" | "dropped" = "kept"): void {
    const modes = this.#before.slice();
    const view = new DataView(modes.buffer);
    const local = view.getUint32(LOCAL_FLAGS_AT, true) & ~(ICANON | ECHO | IEXTEN);
    view.setUint32(LOCAL_FLAGS_AT, signals === "signals-act" ? local | ISIG : local & ~ISIG, true);
    view.setUint32(INPUT_FLAGS_AT, view.getUint32(INPUT_FLAGS_AT, true) & ~(ICRNL | IXON), true);
    c().tcsetattr(this.#fd, earlier === "kept" ? TCSADRAIN : TCSAFLUSH, modes);
  }

  /** Restores the modes it had when it was opened; unread keys are `kept` for the next reader or `dropped`. */
  restore(unread: "kept" | "dropped" = "kept"): void {
    if (this.isForeground()) c().tcsetattr(this.#fd, unread === "kept" ? TCSADRAIN : TCSAFLUSH, this.#before);
  }

  /**
   * Whether a line (or ^D, or the end of the terminal) can be read. Uses select(2), because Apple's poll(2) does not
   * support terminals.
   */
  hasInput(): boolean {
    const readable = new Uint32Array(2 * Math.ceil((this.#fd + 1) / 64));
    readable[this.#fd >> 5] = 1 << (this.#fd & 31);
    return c().select(this.#fd + 1, readable, null, null, new BigUint64Array(2)) > 0;
  }

  /** What is available of one line, never a byte of the next; empty at ^D. */
  read(): Buffer {
    const bytes = Buffer.alloc(4096);
    const count = Number(c().read(this.#fd, bytes, bytes.length));
    return bytes.subarray(0, Math.max(count, 0));
  }

  /** One byte of what was typed; nothing at the end of the terminal. What follows belongs to the next reader. */
  readByte(): Buffer {
    const byte = Buffer.alloc(1);
    return byte.subarray(0, Math.max(Number(c().read(this.#fd, byte, 1)), 0));
  }

  write(text: string): void {
    writeBytes(this.#fd, text);
  }

  /** Writes lines for people, with control characters escaped. */
  writeLines(lines: readonly string[]): void {
    this.write(`${lines.map(printable).join("\n")}\n`);
  }

  [Symbol.dispose](): void {
    c().close(this.#fd);
  }
}
