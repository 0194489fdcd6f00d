import { remember } from "../base/remember.ts";
import { Secret } from "../base/secret.ts";
import type { CacheEntry, CacheFacts, ShownEntry } from "./cache-entry.ts";
import { PackedRecords } from "./packed-records.ts";

/** How many entries are ready to be given without unpacking: as many as programs use at the same time. */
const READY = 64;

/** The positions of the numbers of a record; both are milliseconds since the epoch. */
const ENDS_AT = 0;
const OBTAINED_AT = 1;
const NUMBERS = 2;
/** The positions of its texts: those that reports show come first. */
const KEY = 0;
const KIND = 1;
const LABEL = 2;
const ACCESS_KEY_ID = 3;
const SIGN_IN = 4;
const SECRET_ACCESS_KEY = 5;
const SESSION_TOKEN = 6;

/** Entries of the cache, by their keys, in little memory. */
export class PackedEntries {
  /** Addresses of records by the hash of their key: a map of numbers is one piece of memory. */
  readonly #addresses = new Map<number, number>();
  /** Those put or given last. Others tell from the object of credentials whether they have seen them. */
  readonly #ready = new Map<string, CacheEntry>();
  #records = new PackedRecords(NUMBERS);

  get size(): number {
    return this.#addresses.size;
  }

  put(entry: CacheEntry): void {
    const { credentials, key, kind, label, obtainedAt, signIn } = entry;
    const { accessKeyId, expiration, secretAccessKey, sessionToken } = credentials;
    const hash = hashOf(key);
    // That of another key as well, should it have the same hash: what is not in the cache is fetched again.
    this.#delete(hash);
    const address = this.#records.add({
      numbers: [expiration?.getTime() ?? Number.POSITIVE_INFINITY, obtainedAt],
      texts: [key, kind, label, accessKeyId, signIn, secretAccessKey.reveal(), sessionToken?.reveal()],
    });
    this.#addresses.set(hash, address);
    remember(this.#ready, key, entry, READY);
  }

  get(key: string): CacheEntry | undefined {
    const entry = this.#ready.get(key) ?? this.#unpacked(key);
    if (entry) remember(this.#ready, key, entry, READY);
    return entry;
  }

  delete(key: string): void {
    const hash = hashOf(key);
    const address = this.#addresses.get(hash);
    if (address !== undefined && this.#text(address, KEY) === key) this.#delete(hash);
  }

  deleteEnded(now: number): void {
    for (const [hash, address] of this.#addresses) {
      if (this.#records.numberAt(address, ENDS_AT) <= now) this.#delete(hash);
    }
  }

  /** Whole entries, soonest end first. */
  entries(): CacheEntry[] {
    return this.#bySoonestEnd().map((address) => this.#entryAt(address));
  }

  /** The same, without their secrets. */
  facts(): CacheFacts[] {
    return this.#bySoonestEnd().map((address) => this.#factsAt(address));
  }

  /** The first so many of them, with only what reports show. */
  shown(most: number): ShownEntry[] {
    return this.#bySoonestEnd()
      .slice(0, most)
      .map((address) => this.#shownAt(address));
  }

  #unpacked(key: string): CacheEntry | undefined {
    const address = this.#addresses.get(hashOf(key));
    return address !== undefined && this.#text(address, KEY) === key ? this.#entryAt(address) : undefined;
  }

  #delete(hash: number): void {
    const address = this.#addresses.get(hash);
    if (address === undefined) return;
    this.#addresses.delete(hash);
    this.#ready.delete(this.#text(address, KEY));
    this.#records.erase(address);
    if (this.#records.isMostlyErased) this.#packAnew();
  }

  #packAnew(): void {
    const records = new PackedRecords(NUMBERS);
    for (const [hash, address] of this.#addresses) {
      this.#addresses.set(hash, records.copy(this.#records, address));
      this.#records.erase(address);
    }
    this.#records = records;
  }

  #bySoonestEnd(): number[] {
    const held = Array.from(this.#addresses.values(), (address) => ({
      address,
      endsAt: this.#records.numberAt(address, ENDS_AT),
    }));
    held.sort((a, b) => (a.endsAt < b.endsAt ? -1 : Number(a.endsAt > b.endsAt)));
    return held.map(({ address }) => address);
  }

  #shownAt(address: number): ShownEntry {
    const endsAt = this.#records.numberAt(address, ENDS_AT);
    return {
      kind: this.#text(address, KIND) as CacheEntry["kind"],
      label: this.#text(address, LABEL),
      accessKeyId: this.#text(address, ACCESS_KEY_ID),
      ...(endsAt < Number.POSITIVE_INFINITY && { expiration: new Date(endsAt) }),
    };
  }

  #factsAt(address: number): CacheFacts {
    const signIn = this.#records.textAt(address, SIGN_IN);
    return {
      key: this.#text(address, KEY),
      ...this.#shownAt(address),
      ...(signIn !== undefined && { signIn }),
    };
  }

  #entryAt(address: number): CacheEntry {
    const { accessKeyId, expiration, ...facts } = this.#factsAt(address);
    const sessionToken = this.#records.textAt(address, SESSION_TOKEN);
    return {
      ...facts,
      obtainedAt: this.#records.numberAt(address, OBTAINED_AT),
      credentials: {
        accessKeyId,
        secretAccessKey: new Secret(this.#text(address, SECRET_ACCESS_KEY)),
        ...(sessionToken !== undefined && { sessionToken: new Secret(sessionToken) }),
        ...(expiration && { expiration }),
      },
    };
  }

  #text(address: number, position: number): string {
    return this.#records.textAt(address, position) ?? "";
  }
}

/** As many bits as a number holds exactly. */
const HASH_BITS = 52;

function hashOf(key: string): number {
  return Number(BigInt.asUintN(HASH_BITS, BigInt(Bun.hash(key))));
}
