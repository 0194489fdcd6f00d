import { say } from "./say.ts";

/** Notes for the user. While something is typed they wait, since they would break the line. */
export class Notes {
  #typed = 0;
  #waiting: string[] = [];

  tell(note: string): void {
    if (this.#typed > 0) this.#waiting.push(note);
    else say(`actas: note: ${note}`);
  }

  /** No note is shown before the result is disposed. */
  typing(): Disposable {
    this.#typed++;
    return {
      [Symbol.dispose]: () => {
        if (--this.#typed > 0) return;
        for (const note of this.#waiting.splice(0)) this.tell(note);
      },
    };
  }
}
