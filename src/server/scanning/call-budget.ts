/** Lets so many calls begin in a second, evenly, and has the others wait their turn. */
export class CallBudget {
  readonly #everyMs: number;
  readonly #now: () => number;
  readonly #wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  #next = 0;

  constructor(
    perSecond: number,
    wait: (milliseconds: number, signal: AbortSignal) => Promise<void>,
    now: () => number = () => performance.now(),
  ) {
    this.#everyMs = 1000 / perSecond;
    this.#wait = wait;
    this.#now = now;
  }

  readonly take = async (signal: AbortSignal): Promise<void> => {
    const now = this.#now();
    const mine = Math.max(now, this.#next);
    this.#next = mine + this.#everyMs;
    if (mine > now) await this.#wait(mine - now, signal);
  };
}
