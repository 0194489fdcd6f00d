/** By which a program asks the terminal to mark pasted text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
const MARK_PASTES = /\x1b\[\?2004[hl]/g;

/** Text that arrives in pieces of bytes, handed on in whole lines without carriage returns and orders to the terminal. */
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
    const lines = (this.#unfinished + text).replace(MARK_PASTES, "").split("\n");
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
