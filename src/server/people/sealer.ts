import { CryptoHasher } from "bun";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { importKey, seal, unseal } from "../../sealing/seal.ts";

/** Seals what the database keeps of people's sign-ins, so that a copy of it is of no use. */
export class Sealer {
  readonly #keys: readonly CryptoKey[];
  readonly #first: Secret;

  private constructor(keys: readonly CryptoKey[], first: Secret) {
    this.#keys = keys;
    this.#first = first;
  }

  /**
   * @param texts - 32 bytes each, in base64; the first one seals, all open
   * @throws {ActasError} `configuration`
   */
  static async of(texts: readonly Secret[]): Promise<Sealer> {
    const keys = await Promise.all(texts.map(importKey));
    const good = keys.filter((key) => key !== undefined);
    const [first] = texts;
    if (first && good.length === texts.length) return new Sealer(good, first);
    throw new ActasError("configuration", "cannot use the key in `people.keyFile`: it is not 32 bytes in base64", {
      hints: ["`openssl rand -base64 32` prints one; the file has one on each line, the newest first"],
    });
  }

  /** @param name - of the place where it is kept: it opens nowhere else */
  seal(name: string, text: Secret): Promise<string> {
    const [key] = this.#keys;
    if (!key) throw new Error("a sealer has a key");
    return seal(key, name, text);
  }

  /** Undefined when it was sealed with none of the keys, or for another place. */
  async unseal(name: string, sealed: string): Promise<string | undefined> {
    for (const key of this.#keys) {
      const text = await unseal(key, name, sealed);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** The same, sealed with the newest key; `undefined` for what is so already, or cannot be opened. */
  async resealed(name: string, sealed: string): Promise<string | undefined> {
    const [newest, ...older] = this.#keys;
    if (!newest || older.length === 0 || (await unseal(newest, name, sealed)) !== undefined) return undefined;
    const text = await this.unseal(name, sealed);
    return text === undefined ? undefined : seal(newest, name, new Secret(text));
  }

  /** A hash that nobody without the key can make, such as of a short code: 32 bytes, in hexadecimal. */
  keyedHash(code: string): string {
    return new CryptoHasher("sha256", `codes ${this.#first.reveal()}`).update(code).digest("hex");
  }
}

/** A hash of an id that nobody can guess, in hexadecimal. */
export function hashOf(id: string): string {
  return CryptoHasher.hash("sha256", id, "hex");
}
