const PASTE_BEGINS = "\u001b[200~";
const PASTE_ENDS = "\u001b[201~";
const ENTER = /[\r\n]/;
const CTRL_U = "\u0015";
const ERASE = /[\b\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what keys send begins with a control character
const KEY = /\u001b\[20[01]~|\u001b(?:\[[0-9;]*[ -/]*[@-~]|O.)|./gs;

/** Longer than any address. */
const MAX_CHARACTERS = 16_384;

/**
 * One line without blanks, such as an address, collected from keys. A paste is complete when it ends; blanks and line
 * ends in it are where a terminal broke the line. Typed text ends with Enter.
 */
export class PastedLine {
  #text = "";
  #isPaste = false;

  /** The line, once it is complete. */
  add(keys: string): string | undefined {
    for (const key of keys.match(KEY) ?? []) {
      const isOver = key === PASTE_ENDS || (!this.#isPaste && ENTER.test(key));
      if (isOver && this.#text !== "") return this.#take();
      this.#press(key);
    }
    return undefined;
  }

  #press(key: string): void {
    if (key === PASTE_BEGINS || key === PASTE_ENDS) this.#isPaste = key === PASTE_BEGINS;
    else if (key === CTRL_U) this.#text = "";
    else if (ERASE.test(key)) this.#text = this.#text.slice(0, -1);
    else if (/^[!-~]$/.test(key)) this.#text = (this.#text + key).slice(0, MAX_CHARACTERS);
  }

  #take(): string {
    const line = this.#text;
    this.#text = "";
    this.#isPaste = false;
    return line;
  }
}
