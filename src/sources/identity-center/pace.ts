/** As many calls at once as there are at most. */
const MOST_AT_ONCE = 16;

/** How many may work at once: half as many after a complaint, and slowly more while there is none. */
export class Pace {
  #most = MOST_AT_ONCE;
  #working = 0;
  #complaints = 0;
  readonly #queue: PromiseWithResolvers<void>[] = [];

  /** Waits for a turn. The number says how many complaints there were before it. */
  async turn(): Promise<number> {
    if (this.#working >= Math.floor(this.#most)) {
      const mine = Promise.withResolvers<void>();
      this.#queue.push(mine);
      await mine.promise;
    } else {
      this.#working++;
    }
    return this.#complaints;
  }

  /** Turns that began before a complaint belong to the same one. */
  slowDown(turn: number): void {
    if (turn !== this.#complaints) return;
    this.#complaints++;
    this.#most = Math.max(1, this.#most / 2);
  }

  wentWell(): void {
    this.#most = Math.min(MOST_AT_ONCE, this.#most + 1 / this.#most);
  }

  /** Those who wait take over this turn, as many as may. */
  leave(): void {
    this.#working--;
    while (this.#queue.length > 0 && this.#working < Math.floor(this.#most)) {
      this.#working++;
      this.#queue.shift()?.resolve();
    }
  }

  /** Nobody gets another turn. */
  end(): void {
    this.#queue.length = 0;
    this.#most = 0;
  }
}
