import { eraseProgress, peopleAreWatching, sayForNow } from "./say.ts";

const UPDATE_MS = 100;

/** A progress line on the terminal. It is not shown in a pipe, and is erased at the end. */
export class Progress implements Disposable {
  readonly #isShown = peopleAreWatching();
  #last = 0;

  show(text: string): void {
    if (!this.#isShown || Date.now() - this.#last < UPDATE_MS) return;
    this.#last = Date.now();
    sayForNow(`actas: ${text} …`);
  }

  [Symbol.dispose](): void {
    eraseProgress();
  }
}
