/** So many at once, and so many a minute after that. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** What is left of a bucket, and since when. */
interface Level {
  tokens: number;
  at: number;
}

/** More are never needed: a bucket that has been full again for long is like a new one. */
const MOST_BUCKETS = 50_000;

/** Buckets by name, each with the same rate. Buckets that are full again are forgotten. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #levels = new Map<string, Level>();

  /** @param now - milliseconds; only differences count */
  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes one. @returns 0, or in how many seconds there will be one */
  take(name: string): number {
    const level = this.#levelOf(name);
    if (level.tokens >= 1) {
      level.tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil(((1 - level.tokens) * 60) / this.#rate.perMinute));
  }

  /** Has no more before so many seconds are over. */
  hold(name: string, seconds: number): void {
    this.#levelOf(name).tokens = 1 - (seconds * this.#rate.perMinute) / 60;
  }

  /** Gives one back that was not used. */
  giveBack(name: string): void {
    const level = this.#levels.get(name);
    if (level) level.tokens = Math.min(this.#rate.burst, level.tokens + 1);
  }

  get size(): number {
    return this.#levels.size;
  }

  #levelOf(name: string): Level {
    const { burst, perMinute } = this.#rate;
    const now = this.#now();
    const known = this.#levels.get(name);
    const tokens = known ? Math.min(burst, known.tokens + (Math.max(0, now - known.at) * perMinute) / 60_000) : burst;
    const level = { tokens, at: now };
    if (!known && this.#levels.size >= MOST_BUCKETS) this.#forget(now);
    // The one used last is the last.
    this.#levels.delete(name);
    this.#levels.set(name, level);
    return level;
  }

  /** Those that were used longest ago come first. At least one goes, so that an attacker cannot make it grow. */
  #forget(now: number): void {
    const fullAfterMs = (this.#rate.burst * 60_000) / this.#rate.perMinute;
    for (const [name, { at }] of this.#levels) {
      this.#levels.delete(name);
      if (now - at < fullAfterMs) return;
    }
  }
}
