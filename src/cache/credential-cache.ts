import type { Credentials } from "../base/credentials.ts";
import type { Keeper } from "../base/keeper.ts";
import { type Due, dueOf } from "./due.ts";

/** One set of credentials in the cache. */
export interface CacheEntry {
  readonly key: string;
  /** `sign-in`: what a source remembers, such as that an IAM user has given a code; `credentials`: what a target became. */
  readonly kind: "sign-in" | "credentials";
  /** For people: the profile, role ARN or user; not part of the key. */
  readonly label: string;
  readonly credentials: Credentials;
  /** Key of the sign-in, or of the IAM user, that they were got with, if any. */
  readonly signIn?: string;
  /** Milliseconds since the epoch. */
  readonly obtainedAt: number;
}

/** An entry that has not ended, and when it is due to be replaced. */
export interface Held {
  readonly entry: CacheEntry;
  readonly due: Due;
}

/** How long an ended entry may stay that is not asked for: among thousands, looking for one takes long. */
const LOOK_EVERY_MS = 60_000;

/** Keeps vended credentials in memory, and tells a keeper of them, if there is one. */
export class CredentialCache {
  readonly #entries = new Map<string, CacheEntry>();
  readonly #now: () => number;
  #keeper: Keeper<CacheEntry> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** From now on this keeper hears of every change but the passing of time. */
  keptBy(keeper: Keeper<CacheEntry>): void {
    this.#keeper = keeper;
  }

  /** The entry and when it is due. An ended entry is removed and counts as absent. */
  get(key: string): Held | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    const { expiration } = entry.credentials;
    if (expiration && expiration.getTime() <= this.#now()) {
      this.#entries.delete(key);
      return undefined;
    }
    return { entry, due: dueOf(entry.credentials, entry.obtainedAt, this.#now()) };
  }

  /** Keeps credentials until they end. Those that have ended, or never end, are not kept. */
  put(entry: Omit<CacheEntry, "obtainedAt">): void {
    // A clock that was set back must not put it off for ever.
    if (Math.abs(this.#now() - this.#lookedAt) >= LOOK_EVERY_MS) this.#dropEnded();
    const { expiration } = entry.credentials;
    if (!expiration || expiration.getTime() <= this.#now()) return;
    const kept = { ...entry, obtainedAt: this.#now() };
    this.#entries.set(entry.key, kept);
    this.#keeper?.keep(kept);
  }

  /** Takes over an entry that another process had, with the time it was obtained. */
  restore(entry: CacheEntry): void {
    this.#entries.set(entry.key, entry);
  }

  /** All entries that have not ended, soonest end first. */
  list(): CacheEntry[] {
    const end = ({ credentials }: CacheEntry): number => credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    this.#dropEnded();
    return [...this.#entries.values()].sort((a, b) => end(a) - end(b));
  }

  /** Removes what was got with a sign-in, or with a user's keys: the next sign-in may be another person's. Returns how many. */
  clearOf(signIn: string): number {
    this.#dropEnded();
    const going = [...this.#entries.values()].filter((entry) => entry.signIn === signIn);
    for (const entry of going) this.#forget(entry);
    return going.length;
  }

  /** Removes entries of one kind, or all; returns how many. */
  clear(kind?: CacheEntry["kind"]): number {
    this.#dropEnded();
    const going = [...this.#entries.values()].filter((entry) => !kind || entry.kind === kind);
    for (const entry of going) this.#forget(entry);
    return going.length;
  }

  #forget(entry: CacheEntry): void {
    this.#entries.delete(entry.key);
    this.#keeper?.forget(entry);
  }

  #dropEnded(): void {
    this.#lookedAt = this.#now();
    for (const key of [...this.#entries.keys()]) this.get(key);
  }
}
