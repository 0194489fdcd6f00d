import { importJWK, type JWK } from "jose";

/** A key that was published for signatures. */
export type PublicKey = Awaited<ReturnType<typeof importJWK>>;

/** How long keys count before they are read again, so that a key which was taken back is not believed for ever. */
const KEPT_MS = 10 * 60_000;
/** Unknown keys have them read again at most this often, however many tokens name one. */
const PAUSE_MS = 30_000;
/** After an issuer could not be asked. */
const FAILED_PAUSE_MS = 5_000;
const MOST_KEYS = 100;

/** The keys of one issuer, by their ids. They come from where it is configured, never from a token. */
export class KeySource {
  readonly #load: () => Promise<readonly JWK[]>;
  readonly #now: () => number;
  #keys: ReadonlyMap<string, JWK> = new Map();
  /** By their algorithm and id: a key is one object until keys are read again. */
  readonly #imported = new Map<string, Promise<PublicKey>>();
  #loading: Promise<void> | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #failure: unknown;

  /** @param now - in milliseconds, from any time on */
  constructor(load: () => Promise<readonly JWK[]>, now: () => number = () => performance.now()) {
    this.#load = load;
    this.#now = now;
  }

  /**
   * The key with an id, for an algorithm; `undefined` when the issuer has none.
   *
   * @throws what reading them throws, while there are none that still count
   */
  async find(kid: string, alg: string): Promise<PublicKey | undefined> {
    if (this.#now() - this.#loadedAt > KEPT_MS) await this.#reload();
    else if (!this.#keys.has(kid) && this.#now() - this.#triedAt > PAUSE_MS) await this.#reload().catch(() => {});
    const key = this.#keys.get(kid);
    if (!key || (key.alg !== undefined && key.alg !== alg) || (key.use !== undefined && key.use !== "sig"))
      return undefined;
    // Never one with a private or a shared part: those verify nothing here.
    if (key.kty === "oct" || "d" in key) return undefined;
    return this.#import(key, alg);
  }

  #import(key: JWK, alg: string): Promise<PublicKey> {
    const name = `${alg} ${key.kid}`;
    const known = this.#imported.get(name);
    if (known) return known;
    const imported = importJWK(key, alg);
    this.#imported.set(name, imported);
    imported.catch(() => this.#imported.delete(name));
    return imported;
  }

  #reload(): Promise<void> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #read(): Promise<void> {
    const now = this.#now();
    // A source that fails is not asked again by each request either.
    if (now - this.#triedAt <= FAILED_PAUSE_MS && this.#failure !== undefined) throw this.#failure;
    this.#triedAt = now;
    try {
      const keys = await this.#load();
      const named = keys.slice(0, MOST_KEYS).filter((key): key is JWK & { kid: string } => typeof key.kid === "string");
      this.#keys = new Map(named.map((key) => [key.kid, key]));
      this.#imported.clear();
      this.#loadedAt = now;
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}
