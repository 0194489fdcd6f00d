/** The limit at first: a server that refuses this many answers fewer. */
const FIRST_AT_ONCE = 16;
/** More gain nothing when an answer takes 20 ms; of the 256 connections that Bun opens, others need some meanwhile. */
const MOST_AT_ONCE = 64;

/**
 * Limits how many calls run at once. Each call that succeeds raises the limit by one, which doubles it in the time of
 * an answer, until a call is refused: that halves it, and from then on it rises slowly.
 */
export class ConcurrencyLimit {
  #most = FIRST_AT_ONCE;
  #running = 0;
  #isDoubling = true;
  #isPaused = false;
  #halvings = 0;
  #halvingsInARow = 0;
  readonly #queue: PromiseWithResolvers<void>[] = [];

  /**
   * Waits until one more call may run: the next one if it is `urgent`. Returns how often the limit was halved before it.
   */
  async acquire(isUrgent: boolean): Promise<number> {
    const mine = Promise.withResolvers<void>();
    if (isUrgent) this.#queue.unshift(mine);
    else this.#queue.push(mine);
    this.#startNext();
    await mine.promise;
    return this.#halvings;
  }

  /**
   * Halves the limit, but only once for calls that ran at the same time.
   *
   * @param before - what `acquire` returned
   * @returns how often it was halved since a call succeeded, and whether this refusal has halved it
   */
  refused(before: number): { readonly inARow: number; readonly isFirst: boolean } {
    const isFirst = before === this.#halvings;
    if (isFirst) {
      this.#halvings++;
      this.#halvingsInARow++;
      this.#isDoubling = false;
      this.#most = Math.max(1, this.#most / 2);
    }
    return { inARow: this.#halvingsInARow, isFirst };
  }

  succeeded(): void {
    this.#halvingsInARow = 0;
    this.#most = Math.min(MOST_AT_ONCE, this.#most + (this.#isDoubling ? 1 : 1 / this.#most));
  }

  /** Ends a call; calls that wait may run in its place. */
  release(): void {
    this.#running--;
    this.#startNext();
  }

  /** Lets no other call run while `time` goes on. */
  async pause(time: Promise<unknown>): Promise<void> {
    this.#isPaused = true;
    await time;
    this.#isPaused = false;
    this.#startNext();
  }

  /** Lets no other call run. */
  close(): void {
    this.#queue.length = 0;
    this.#most = 0;
  }

  #startNext(): void {
    while (!this.#isPaused && this.#running < Math.floor(this.#most)) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#running++;
      next.resolve();
    }
  }
}
