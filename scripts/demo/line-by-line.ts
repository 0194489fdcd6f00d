/** Text that arrives in pieces of bytes, handed on in whole lines without carriage returns. */
export class LineByLine {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #unfinished = "";
  #text = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** All that has arrived. */
  get text(): string {
    return this.#text;
  }

  /** Returns the line that is not finished yet. */
  add(bytes: Uint8Array): string {
    const text = this.#decoder.decode(bytes, { stream: true }).replaceAll("\r", "");
    this.#text += text;
    const lines = (this.#unfinished + text).split("\n");
    this.#unfinished = lines.pop() ?? "";
    for (const line of lines) this.#onLine(line);
    return this.#unfinished;
  }

  /** Takes the unfinished line away: it will not be handed on. */
  take(): string {
    const taken = this.#unfinished;
    this.#unfinished = "";
    return taken;
  }
}
