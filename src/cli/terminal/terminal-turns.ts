import { Interrupted } from "../../system/terminal/interrupted.ts";

interface Turn {
  putAside: AbortController;
  /** The terminal is free: the question was put aside, or is over. */
  free: Promise<unknown>;
  /** The question is over. */
  readonly over: PromiseWithResolvers<void>;
}

/** Questions that share one terminal: a later one puts the one that is open aside, which comes again afterwards. */
export class TerminalTurns {
  readonly #turns: Turn[] = [];

  /** @throws as `ask`; the reason of the signal when the question is put aside and then withdrawn */
  async ask<T>(signal: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.#turns.at(-1);
    const turn: Turn = { putAside: new AbortController(), free: Promise.resolve(), over: Promise.withResolvers() };
    this.#turns.push(turn);
    try {
      before?.putAside.abort();
      await before?.free;
      for (;;) {
        for (let later = this.#after(turn); later; later = this.#after(turn)) await later.over.promise;
        signal.throwIfAborted();
        turn.putAside = new AbortController();
        const aside = turn.putAside.signal;
        const answer = ask(AbortSignal.any([signal, aside]));
        turn.free = answer.catch(() => {});
        try {
          return await answer;
        } catch (error) {
          // What was pressed before the question was put aside is about the command.
          if (!aside.aborted || signal.aborted || error instanceof Interrupted) throw error;
        }
      }
    } finally {
      this.#turns.splice(this.#turns.indexOf(turn), 1);
      turn.over.resolve();
    }
  }

  #after(turn: Turn): Turn | undefined {
    return this.#turns[this.#turns.indexOf(turn) + 1];
  }
}
