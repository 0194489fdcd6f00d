/** The limit while nothing is throttled. */
const MOST_AT_ONCE = 16;

/** Limits how many calls run at once: halved when a call is throttled, and slowly raised by each that succeeds. */
export class ConcurrencyLimit {
  #most = MOST_AT_ONCE;
  #running = 0;
  #throttlings = 0;
  readonly #queue: PromiseWithResolvers<void>[] = [];

  /** Waits until one more call may run. Returns how often the limit was halved before it. */
  async acquire(): Promise<number> {
    if (this.#running >= Math.floor(this.#most)) {
      const mine = Promise.withResolvers<void>();
      this.#queue.push(mine);
      await mine.promise;
    } else {
      this.#running++;
    }
    return this.#throttlings;
  }

  /** Halves the limit, but only once for calls that ran at the same time. */
  throttled(before: number): void {
    if (before !== this.#throttlings) return;
    this.#throttlings++;
    this.#most = Math.max(1, this.#most / 2);
  }

  succeeded(): void {
    this.#most = Math.min(MOST_AT_ONCE, this.#most + 1 / this.#most);
  }

  /** Ends a call; calls that wait may run in its place. */
  release(): void {
    this.#running--;
    while (this.#queue.length > 0 && this.#running < Math.floor(this.#most)) {
      this.#running++;
      this.#queue.shift()?.resolve();
    }
  }

  /** Lets no other call run. */
  close(): void {
    this.#queue.length = 0;
    this.#most = 0;
  }
}
