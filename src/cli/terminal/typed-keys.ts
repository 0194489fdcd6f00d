import { EventEmitter } from "node:events";
import { emitKeypressEvents, type Interface } from "node:readline";

/** A key that was pressed, or text that was typed or pasted. */
export type TypedKey = { readonly text: string } | { readonly pasted: string } | { readonly name: string };

/** A terminal sends the bytes of a key together, so an Esc that stands alone this long is the Esc key. */
const ESCAPE_MS = 25;

interface Keypress {
  readonly name?: string;
  readonly sequence?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly shift?: boolean;
}

/**
 * Turns the bytes from a terminal into keys, with the parser of Node's readline. Keys have the names that Emacs gives
 * them: `C-a`, `M-b`, `S-tab`, `pageup`. Pasted bytes are always text, with their line ends.
 */
export class TypedKeys {
  readonly #bytes = new EventEmitter();
  readonly #onKey: (key: TypedKey) => void;
  #pasted: string | undefined;

  constructor(onKey: (key: TypedKey) => void) {
    this.#onKey = onKey;
    const patience = { escapeCodeTimeout: ESCAPE_MS } as unknown as Interface;
    emitKeypressEvents(this.#bytes as unknown as NodeJS.ReadableStream, patience);
    this.#bytes.on("keypress", (text: string | undefined, key: Keypress) => this.#pressed(text, key));
  }

  push(bytes: Buffer): void {
    this.#bytes.emit("data", bytes);
  }

  #pressed(text: string | undefined, key: Keypress): void {
    const name = nameOf(text, key);
    if (key.name === "paste-start") this.#pasted = "";
    else if (key.name === "paste-end") this.#endPaste();
    // Ctrl-C always works: if the end of a paste is lost, the user must still be able to leave.
    else if (name === "C-c" || this.#pasted === undefined)
      this.#onKey(name === undefined ? { text: text ?? "" } : { name });
    else this.#pasted += text ?? "";
  }

  #endPaste(): void {
    const pasted = this.#pasted ?? "";
    this.#pasted = undefined;
    if (pasted) this.#onKey({ pasted });
  }
}

/** The name of a key; undefined for text. */
function nameOf(text: string | undefined, { name, ctrl, meta, shift }: Keypress): string | undefined {
  if (text !== undefined && !/\p{Cc}/u.test(text)) return undefined;
  const plain = name ?? "unknown";
  if (plain === "escape") return plain;
  return `${ctrl ? "C-" : ""}${meta ? "M-" : ""}${shift ? "S-" : ""}${plain}`;
}
