import { Terminal } from "@xterm/headless";
import type { TerminalSession, TerminalSize } from "./terminal-session.ts";

/** The text on the screen of a terminal, regardless of how it got there. */
export class TerminalScreen {
  readonly #session: TerminalSession;
  readonly #model: Terminal;
  #changed = Promise.withResolvers<void>();

  /** The screen of a command that has just started on a terminal of this size. */
  constructor(session: TerminalSession, { columns, rows }: TerminalSize) {
    this.#session = session;
    this.#model = new Terminal({ cols: columns, rows, scrollback: 200, allowProposedApi: true });
    session.onOutput((text) => this.#model.write(text, () => this.#tell()));
  }

  /** All lines down to the last that is not empty, including those that have scrolled out at the top. */
  get lines(): readonly string[] {
    const { active } = this.#model.buffer;
    const lines = Array.from(
      { length: active.length },
      (_, y) => active.getLine(y)?.translateToString(true).trimEnd() ?? "",
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  }

  get text(): string {
    return this.lines.join("\n");
  }

  /** The lines that the terminal itself broke, each whole: what is copied from there has no newline. */
  get brokenLines(): readonly string[] {
    const { active } = this.#model.buffer;
    const broken: string[] = [];
    for (let y = 0; y < active.length; y++) {
      const line = active.getLine(y);
      const text = line?.translateToString(!active.getLine(y + 1)?.isWrapped) ?? "";
      if (line?.isWrapped) broken.push(broken.pop() + text);
      else if (active.getLine(y + 1)?.isWrapped) broken.push(text);
    }
    return broken;
  }

  /** The inverse cells of a line, as for a caret. */
  inverseIn(line: number): readonly number[] {
    const cells = this.#model.buffer.active.getLine(line);
    return Array.from({ length: this.#model.cols }, (_, cell) => cell).filter((cell) =>
      cells?.getCell(cell)?.isInverse(),
    );
  }

  /** Whether the terminal marks pasted text. */
  get marksPastes(): boolean {
    return this.#model.modes.bracketedPasteMode;
  }

  resize(size: TerminalSize): void {
    this.#model.resize(size.columns, size.rows);
    this.#session.resize(size);
  }

  /** Waits until the screen matches; returns the match. */
  async shows(pattern: RegExp, limitMs = 20_000): Promise<RegExpExecArray> {
    const late = Bun.sleep(limitMs).then(() => "late" as const);
    const gone = this.#session.exited.then(() => Bun.sleep(50)).then(() => "gone" as const);
    for (;;) {
      const found = pattern.exec(this.text);
      if (found) return found;
      const why = await Promise.race([this.#changed.promise, late, gone]);
      if (why) throw new Error(`waited in vain for ${pattern} (${why}); the screen:\n${this.text}`);
    }
  }

  /** The screen after the command has ended. */
  async afterwards(): Promise<string> {
    await this.#session.exited;
    await Bun.sleep(50);
    await new Promise<void>((shown) => this.#model.write("", shown));
    return this.text;
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
