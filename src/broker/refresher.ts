import type { Credentials } from "../base/credentials.ts";
import { Failures } from "./failures.ts";

/** The longest delay a timer takes (2^31 - 1 ms); later ends are looked at again then. */
const MAX_TIMER_MS = 2_147_483_647;

/** Credentials that a program uses, and how to get the next ones without asking the user. */
export interface RefreshTask {
  readonly key: string;
  /** Milliseconds since the epoch: the start of the advisory window. */
  readonly refreshAt: () => number | undefined;
  readonly inUse: () => boolean;
  readonly refresh: () => Promise<Credentials>;
}

/** Replaces credentials in the background before they run short; after a failure it waits longer each time. */
export class Refresher {
  readonly #timers = new Map<string, Timer>();
  readonly #failures: Failures;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#failures = new Failures({ firstSeconds: 2, mostSeconds: 120, follows: () => true }, now);
  }

  /** Refreshes whenever it is time, as long as a program uses the credentials. */
  keep(keeping: RefreshTask): void {
    const at = Math.max(keeping.refreshAt() ?? Number.POSITIVE_INFINITY, this.#failures.retryAt(keeping.key));
    clearTimeout(this.#timers.get(keeping.key));
    this.#timers.delete(keeping.key);
    if (at === Number.POSITIVE_INFINITY) return;
    const delayMs = Math.min(Math.max(at - this.#now(), 0), MAX_TIMER_MS);
    const timer = setTimeout(() => void this.#wake(keeping), delayMs);
    timer.unref();
    this.#timers.set(keeping.key, timer);
  }

  /** Refreshes once, unless the last try failed a moment ago. Never throws: the old credentials still serve. */
  async attempt(key: string, refresh: () => Promise<Credentials>): Promise<void> {
    await this.#failures.attempt(key, refresh).catch(() => {});
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #wake(keeping: RefreshTask): Promise<void> {
    this.#timers.delete(keeping.key);
    if (!keeping.inUse()) return;
    if ((keeping.refreshAt() ?? Number.POSITIVE_INFINITY) <= this.#now())
      await this.attempt(keeping.key, keeping.refresh);
    this.keep(keeping);
  }
}
