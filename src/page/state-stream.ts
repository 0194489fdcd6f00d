import { jsonText } from "../base/printable.ts";

/** An empty line after this silence: a page that is gone without a word is noticed when it is written to. */
const PING_MS = 5_000;

/** The states that one page gets, a line of JSON each. The page reads it once. */
export class StateStream<State extends object> {
  readonly #onClosed: () => void;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #wasOpen = false;
  #last = "";
  #saidAt = 0;

  /** @param onClosed - called when the page does not read any more */
  constructor(onClosed: () => void) {
    this.#onClosed = onClosed;
  }

  get isOpen(): boolean {
    return this.#controller !== undefined;
  }

  /** Whether the page has ever read it. */
  get wasOpen(): boolean {
    return this.#wasOpen;
  }

  open(state: State): ReadableStream<Uint8Array> {
    this.#close();
    this.#last = "";
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.#controller = controller;
        this.#wasOpen = true;
        this.say(state);
      },
      cancel: () => {
        if (this.#controller !== own) return;
        this.#controller = undefined;
        this.#onClosed();
      },
    });
  }

  /** Sends the state if it is another than the last one. */
  say(state: State): void {
    if (!this.#controller) return;
    const text = jsonText(state, "one-line");
    const isSilent = performance.now() - this.#saidAt > PING_MS;
    if (text === this.#last && !isSilent) return;
    this.#saidAt = performance.now();
    this.#controller.enqueue(this.#encoder.encode(text === this.#last ? "\n" : `${text}\n`));
    this.#last = text;
  }

  /** Sends a last state. */
  end(state: State): void {
    this.say(state);
    this.#close();
  }

  #close(): void {
    const controller = this.#controller;
    this.#controller = undefined;
    controller?.close();
  }
}
