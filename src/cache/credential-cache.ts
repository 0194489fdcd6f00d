import type { Keeper } from "../base/keeper.ts";
import type { CacheEntry, CacheFacts, GoneEntry, ShownEntry } from "./cache-entry.ts";
import { type Due, dueOf } from "./due.ts";
import { PackedEntries } from "./packed-entries.ts";

/** An entry that has not ended, and when it is due to be replaced. */
export interface Held {
  readonly entry: CacheEntry;
  readonly due: Due;
}

/** How long an ended entry may stay that is not asked for: among thousands, looking for one takes long. */
const LOOK_EVERY_MS = 60_000;

/** Keeps vended credentials in memory, and tells a keeper of them, if there is one. */
export class CredentialCache {
  readonly #entries = new PackedEntries();
  readonly #now: () => number;
  #keeper: Keeper<CacheEntry, GoneEntry> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** From now on this keeper hears of every change but the passing of time. */
  keptBy(keeper: Keeper<CacheEntry, GoneEntry>): void {
    this.#keeper = keeper;
  }

  /** The entry and when it is due. An ended entry is removed and counts as absent. */
  get(key: string): Held | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    const { credentials, obtainedAt } = entry;
    if (credentials.expiration && credentials.expiration.getTime() <= this.#now()) {
      this.#entries.delete(key);
      return undefined;
    }
    return { entry, due: dueOf(credentials, obtainedAt, this.#now()) };
  }

  /** Keeps credentials until they end. Those that have ended, or never end, are not kept. */
  put(entry: Omit<CacheEntry, "obtainedAt">): void {
    // A clock that was set back must not put it off for ever.
    if (Math.abs(this.#now() - this.#lookedAt) >= LOOK_EVERY_MS) this.#dropEnded();
    const { expiration } = entry.credentials;
    if (!expiration || expiration.getTime() <= this.#now()) return;
    const kept = { ...entry, obtainedAt: this.#now() };
    this.#entries.put(kept);
    this.#keeper?.keep(kept);
  }

  /** Takes over an entry that another process had, with the time it was obtained. */
  restore(entry: CacheEntry): void {
    this.#entries.put(entry);
  }

  /** How many have not ended. */
  get size(): number {
    this.#dropEnded();
    return this.#entries.size;
  }

  /** What has not ended, soonest end first. */
  list(): CacheFacts[] {
    this.#dropEnded();
    return this.#entries.facts();
  }

  /** The first so many of the same, with what reports show. */
  shown(most: number): ShownEntry[] {
    this.#dropEnded();
    return this.#entries.shown(most);
  }

  /** The same with all secrets, for another process. */
  entries(): CacheEntry[] {
    this.#dropEnded();
    return this.#entries.entries();
  }

  /** Removes what was got with a sign-in, or with a user's keys: the next sign-in may be another person's. Returns how many. */
  clearOf(signIn: string): number {
    return this.#forget(this.list().filter((entry) => entry.signIn === signIn));
  }

  /** Removes entries of one kind, or all; returns how many. */
  clear(kind?: CacheEntry["kind"]): number {
    return this.#forget(this.list().filter((entry) => !kind || entry.kind === kind));
  }

  #forget(going: readonly GoneEntry[]): number {
    for (const entry of going) {
      this.#entries.delete(entry.key);
      this.#keeper?.forget(entry);
    }
    return going.length;
  }

  #dropEnded(): void {
    this.#lookedAt = this.#now();
    this.#entries.deleteEnded(this.#lookedAt);
  }
}
