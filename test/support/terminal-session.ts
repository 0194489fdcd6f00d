import { exitStatus } from "./run-command.ts";

interface SessionOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Absent: 400 by 40, so that each message has one line. */
  readonly size?: TerminalSize | undefined;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

const ECHO = 8;
const CANONICAL = 2;

/** A command on its own terminal, with a user at the keyboard. */
export class TerminalSession {
  readonly #child: Bun.Subprocess;
  readonly #decoder = new TextDecoder();
  #screen = "";
  #seen = 0;
  #changed = Promise.withResolvers<void>();
  #heard: (text: string) => void = () => {};

  constructor(words: readonly string[], { cwd, environment, size }: SessionOptions) {
    // Only this form of the option makes the terminal the controlling one, which /dev/tty needs.
    this.#child = Bun.spawn([...words], {
      cwd,
      env: environment,
      terminal: {
        cols: size?.columns ?? 400,
        rows: size?.rows ?? 40,
        data: (_terminal, data) => this.#show(this.#decoder.decode(data, { stream: true })),
      },
    });
    this.exited = exitStatus(this.#child);
  }

  /** Waits for the command to end; returns its status as a shell reports it. */
  readonly exited: Promise<number>;

  get pid(): number {
    return this.#child.pid;
  }

  /** The output so far, without colours and carriage returns. */
  get screen(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
    return this.#screen.replace(/\x1b\[[0-9;?]*[A-Za-z]|\r/g, "");
  }

  /** The output so far, with its control sequences. */
  get raw(): string {
    return this.#screen;
  }

  /** Whether the terminal echoes typed keys, and whether it edits lines before the program reads them. */
  get modes(): { readonly echo: boolean; readonly lines: boolean } {
    const flags = this.#child.terminal?.localFlags ?? 0;
    return { echo: (flags & ECHO) !== 0, lines: (flags & CANONICAL) !== 0 };
  }

  /** Waits for new output that matches; returns the match. Output from earlier waits does not count. */
  async waitFor(pattern: RegExp, limitMs = 20_000): Promise<RegExpExecArray> {
    const late = Bun.sleep(limitMs).then(() => "late" as const);
    const gone = this.exited.then(() => Bun.sleep(50)).then(() => "gone" as const);
    for (;;) {
      const found = new RegExp(pattern, pattern.flags.replace("g", "")).exec(this.screen.slice(this.#seen));
      if (found) {
        this.#seen += found.index + found[0].length;
        return found;
      }
      const why = await Promise.race([this.#changed.promise, late, gone]);
      if (why) throw new Error(`waited in vain for ${pattern} (${why}); the screen:\n${this.screen}`);
    }
  }

  /** Types a line and presses Enter. */
  type(line: string): void {
    this.press(`${line}\r`);
  }

  /** Presses keys: `"\x03"` is Ctrl-C. */
  press(keys: string): void {
    this.#child.terminal?.write(keys);
  }

  /** Presses keys that are no text. */
  pressBytes(keys: Uint8Array): void {
    this.#child.terminal?.write(keys);
  }

  /** Passes all output from now on to `heard`, unchanged. */
  onOutput(heard: (text: string) => void): void {
    this.#heard = heard;
  }

  /** Changes the size of the window. */
  resize({ columns, rows }: TerminalSize): void {
    this.#child.terminal?.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends the command if it still runs, and closes the terminal. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.exited;
    this.#child.terminal?.close();
  }

  #show(text: string): void {
    this.#screen += text;
    this.#heard(text);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
