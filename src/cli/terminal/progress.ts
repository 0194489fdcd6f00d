import { writeSync } from "node:fs";
import { peopleAreWatching } from "./say.ts";

const STDERR = 2;
const UPDATE_MS = 100;
const CLEAR_LINE = "\r\u001b[K";

/** A progress line on the terminal. It is not shown in a pipe, and is erased at the end. */
export class Progress implements Disposable {
  readonly #isShown = peopleAreWatching();
  #last = 0;

  show(text: string): void {
    if (!this.#isShown || Date.now() - this.#last < UPDATE_MS) return;
    this.#last = Date.now();
    writeSync(STDERR, `${CLEAR_LINE}actas: ${text} …`);
  }

  [Symbol.dispose](): void {
    if (this.#last > 0) writeSync(STDERR, CLEAR_LINE);
  }
}
