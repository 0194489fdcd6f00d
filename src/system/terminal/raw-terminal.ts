import { openSync } from "node:fs";
import { PassThrough, type Readable, Writable } from "node:stream";
import { WriteStream } from "node:tty";
import { CannotAsk } from "../../conversation/conversation.ts";
import { CaughtSignals } from "../processes/caught-signals.ts";
import { Interrupted } from "./ask-on-terminal.ts";
import { Terminal } from "./terminal.ts";

/** Interval for polling keys, too short to notice. A blocking read could swallow keys meant for the next program. */
const LOOK_MS = 8;
const DEFAULT_COLUMNS = 80;

/** The terminal as two streams, for libraries that draw on it. */
export interface RawTerminal {
  /** Keys as they are pressed; ends when the terminal does. */
  readonly input: Readable;
  /** Writes are synchronous. */
  readonly output: Writable & { readonly columns: number };
}

/**
 * Lends the terminal of this process, even when its standard files are pipes, to code that reads single keys.
 * The terminal is always left as it was; unread keys are left for the next reader.
 *
 * @throws {CannotAsk} there is no terminal, or this is a background job
 * @throws {Interrupted} a signal that ends programs; ^C is an ordinary key here
 */
export async function withRawTerminal<T>(use: (terminal: RawTerminal) => Promise<T>): Promise<T> {
  using terminal = Terminal.open();
  if (!terminal) throw new CannotAsk("there is no terminal");
  if (!terminal.isForeground()) throw new CannotAsk("this command runs in the background");

  using signals = new CaughtSignals(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]);
  const input = new PassThrough();
  const done = new AbortController();
  terminal.readKeys("signals-are-keys");
  try {
    const using = use({ input, output: writableTo(terminal) });
    return await Promise.race([using, handOverKeys(terminal, signals, input, done.signal)]);
  } finally {
    done.abort();
    terminal.restore();
  }
}

/** Ends only by a signal, or when `use` needs no more keys. */
async function handOverKeys(
  terminal: Terminal,
  signals: CaughtSignals,
  input: PassThrough,
  done: AbortSignal,
): Promise<never> {
  while (!done.aborted) {
    const caught = signals.take();
    if (caught) throw new Interrupted(caught);
    if (terminal.hasInput()) {
      const keys = terminal.read();
      if (keys.length === 0) throw new Interrupted();
      input.write(keys);
    }
    await Bun.sleep(LOOK_MS);
  }
  return new Promise<never>(() => {});
}

function writableTo(terminal: Terminal): RawTerminal["output"] {
  const output = new Writable({
    decodeStrings: false,
    write(text: string | Buffer, _encoding, written) {
      terminal.write(String(text));
      written();
    },
  });
  return Object.assign(output, { columns: columnsOfTerminal() });
}

function columnsOfTerminal(): number {
  const stream = new WriteStream(openSync("/dev/tty", "w"));
  const { columns } = stream;
  stream.destroy();
  return columns || DEFAULT_COLUMNS;
}
