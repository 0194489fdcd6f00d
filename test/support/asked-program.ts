interface AskedProgramOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A program that answers each line on its standard input with a line, until the input ends. */
export class AskedProgram implements AsyncDisposable {
  readonly #child: Bun.Subprocess<"pipe", "pipe", "inherit">;
  readonly #lines: AsyncIterator<string>;

  constructor(words: readonly string[], options: AskedProgramOptions) {
    this.#child = Bun.spawn([...words], { ...options, stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = linesOf(this.#child.stdout);
  }

  /** @returns its next answer; empty when it has ended */
  async ask(): Promise<string> {
    this.#child.stdin.write("\n");
    await this.#child.stdin.flush();
    return (await this.#lines.next()).value ?? "";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#child.exited;
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of stream) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
