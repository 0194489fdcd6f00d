interface Failing {
  readonly times: number;
  readonly error: unknown;
  readonly retryAt: number;
}

interface Pauses {
  readonly firstSeconds: number;
  readonly mostSeconds: number;
  /** Whether a pause follows this error. */
  readonly follows: (error: unknown) => boolean;
}

/** Keeps what fails, by key, from being tried all the time: each failure in a row doubles the pause that follows. */
export class Failures {
  readonly #failing = new Map<string, Failing>();
  readonly #pauses: Pauses;
  readonly #now: () => number;

  constructor(pauses: Pauses, now: () => number) {
    this.#pauses = pauses;
    this.#now = now;
  }

  /** When the pause is over, by the clock that was given; 0 if the last try did not fail. */
  retryAt(key: string): number {
    return this.#failing.get(key)?.retryAt ?? 0;
  }

  /**
   * Makes a try, and tells it how many have failed in a row.
   *
   * @throws what the try throws, and the same again until the pause is over
   */
  async attempt<T>(key: string, work: (failed: number) => Promise<T>): Promise<T> {
    const failing = this.#failing.get(key);
    if (failing && this.#isPause(failing)) throw failing.error;
    const failed = failing?.times ?? 0;
    try {
      const result = await work(failed);
      this.#failing.delete(key);
      return result;
    } catch (error) {
      if (!this.#pauses.follows(error)) this.#failing.delete(key);
      else this.#failing.set(key, { times: failed + 1, error, retryAt: this.#now() + this.#pauseMs(failed) });
      throw error;
    }
  }

  /** Lets the next try be made at once, as if none had failed. */
  forget(key: string): void {
    this.#failing.delete(key);
  }

  /** A clock that was set back makes no pause longer. */
  #isPause({ retryAt }: Failing): boolean {
    const leftMs = retryAt - this.#now();
    return leftMs > 0 && leftMs <= this.#pauses.mostSeconds * 1000;
  }

  /** Half of a pause is random, so that agents do not retry in step. */
  #pauseMs(failed: number): number {
    const { firstSeconds, mostSeconds } = this.#pauses;
    return Math.min(firstSeconds * 2 ** failed, mostSeconds) * 1000 * (0.5 + Math.random() / 2);
  }
}
