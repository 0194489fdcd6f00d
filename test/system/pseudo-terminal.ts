const ECHO = 8;
const PATIENCE_MS = 4000;

/** A program in a terminal of its own, and the person in front of it. */
export class PseudoTerminal implements AsyncDisposable {
  readonly process: Bun.Subprocess;
  /** All output, byte for byte. */
  output = "";
  #seen = 0;
  readonly #decoder = new TextDecoder();

  constructor(argv: readonly string[], environment: Record<string, string> = {}) {
    const env = { ...process.env, ...environment };
    const data = (_: unknown, bytes: Uint8Array): void => {
      this.output += this.#decoder.decode(bytes, { stream: true });
    };
    this.process = Bun.spawn([...argv], { terminal: { cols: 200, rows: 50, data }, env });
  }

  /** All output, without control sequences. */
  get screen(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
    return this.output.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").replace(/\r+\n/g, "\r\n");
  }

  /** Whether typed keys are shown at this moment. */
  get echoes(): boolean {
    return ((this.process.terminal?.localFlags ?? 0) & ECHO) !== 0;
  }

  /** Waits until `text` appears on the screen after what was waited for before. */
  async shows(text: string): Promise<void> {
    for (const start = Date.now(); Date.now() - start < PATIENCE_MS; await Bun.sleep(5)) {
      const at = this.screen.indexOf(text, this.#seen);
      if (at >= 0) {
        this.#seen = at + text.length;
        return;
      }
    }
    throw new Error(`waited for ${JSON.stringify(text)}, but the screen shows ${JSON.stringify(this.screen)}`);
  }

  type(keys: string): void {
    this.process.terminal?.write(keys);
  }

  /** Everything on the screen after the program has ended. */
  async ended(): Promise<string> {
    await this.process.exited;
    await Bun.sleep(20);
    return this.screen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill("SIGKILL");
    await this.process.exited;
    this.process.terminal?.close();
  }
}
