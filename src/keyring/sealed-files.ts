import { lstatSync, readdirSync, rmSync, statSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { isCode, reasonOf, systemError } from "../base/system-error.ts";
import type { Lock } from "../files/lock.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../files/private-directory.ts";
import { readIfThere } from "../files/read-if-there.ts";
import { readRegularFile } from "../files/read-regular-file.ts";
import { waitForLock } from "../files/wait-for-lock.ts";
import { writeLastingFile } from "../files/write-private-file.ts";
import { importKey, newKey, seal, unseal } from "../sealing/seal.ts";
import { fileNameOf, nameOfFile } from "./file-name.ts";
import type { KeyHolder, Keyring } from "./keyring.ts";
import { UnreadableSecret } from "./unreadable-secret.ts";

/** In it is the id of the key that new files are sealed with. Not a secret. */
const CURRENT_KEY = "key";
const LOCK = "lock";
/** Longer than a holder waits for a person: another process may be at that. */
const LOCK_LIMIT_MS = 30_000;
/** The first words of a file: which form it has, and which key it needs. */
export const SEALED_FORM = /^actas-sealed-1 ([\w-]+) ([A-Za-z0-9+/=]+)\n$/;

/**
 * Secrets in files of their own, each sealed with one key, which somebody else holds. So there is no list that could
 * differ from what is there, a change is one rename(2), the holder is asked once per process, and a key that the holder
 * deletes takes everything with it.
 */
export class SealedFiles implements Keyring {
  readonly #path: string;
  readonly #holder: KeyHolder;
  readonly #keys = new Map<string, Promise<CryptoKey | undefined>>();

  constructor(path: string, holder: KeyHolder) {
    this.#path = path;
    this.#holder = holder;
  }

  async read(name: string): Promise<Secret | undefined> {
    const place = this.#placeOf(name);
    const text = textOf(place);
    if (text === undefined) return undefined;
    const [, id, sealed] = SEALED_FORM.exec(text) ?? [];
    if (!id || !sealed) throw new UnreadableSecret(place, "it is not as this version of actas writes it", "foreign");
    const key = await this.#key(id);
    if (!key) throw new UnreadableSecret(place, "the key that it is sealed with is gone", "lost");
    const opened = await unseal(key, name, sealed);
    if (opened === undefined)
      throw new UnreadableSecret(place, "it was changed, or moved here from another place", "foreign");
    return new Secret(opened);
  }

  /** Every write makes a new file. An inode can be used again, but not at the same time. */
  stamp(name: string): string | undefined {
    const place = this.#placeOf(name);
    try {
      const { ino, mtimeNs } = statSync(place, { bigint: true });
      return `${ino} ${mtimeNs}`;
    } catch (error) {
      if (isCode(error, "ENOENT")) return undefined;
      throw systemError(error, `look at ${place}`);
    }
  }

  /** The key that it may make is the one that the next write takes. */
  async prepare(): Promise<void> {
    using directory = makePrivateDirectory(this.#path);
    using _ = await this.#lock(directory);
    await this.#currentKey();
  }

  async write(name: string, secret: Secret): Promise<void> {
    const file = fileNameOf(name);
    using directory = makePrivateDirectory(this.#path);
    using _ = await this.#lock(directory);
    const { id, key } = await this.#currentKey();
    const text = `actas-sealed-1 ${id} ${await seal(key, name, secret)}\n`;
    put(`${directory.path}/${file}`, text);
  }

  async remove(name: string): Promise<boolean> {
    const place = this.#placeOf(name);
    // Also a link to nothing.
    if (!lstatSync(place, { throwIfNoEntry: false })) return false;
    const unused = await this.#removeFile(place);
    // Without the lock: the holder may be slow, and nothing is sealed with this key any more.
    if (unused) await this.#holder.forget(unused);
    return true;
  }

  async names(): Promise<readonly string[]> {
    try {
      const names = readdirSync(this.#path).map(nameOfFile);
      return names.filter((name) => name !== undefined).sort();
    } catch (error) {
      if (isCode(error, "ENOENT")) return [];
      throw systemError(error, `list ${this.#path}`);
    }
  }

  #placeOf(name: string): string {
    return `${this.#path}/${fileNameOf(name)}`;
  }

  #currentId(): string | undefined {
    return readIfThere(`${this.#path}/${CURRENT_KEY}`)?.trim();
  }

  #lock(directory: PrivateDirectory): Promise<Lock> {
    return waitForLock(directory, LOCK, LOCK_LIMIT_MS);
  }

  /** The key for new files. Under the lock: another process may just have made one, or have had it forgotten. */
  async #currentKey(): Promise<{ readonly id: string; readonly key: CryptoKey }> {
    const known = this.#currentId();
    const found = known && (await this.#key(known));
    if (known && found) return { id: known, key: found };
    const id = crypto.randomUUID();
    const text = new Secret(newKey());
    await this.#handOver(id, text);
    const key = await importKey(text);
    if (!key) throw new TypeError("a key that was just made is none");
    // After the holder has it: a file that is sealed with a key that no one has would be lost.
    put(`${this.#path}/${CURRENT_KEY}`, `${id}\n`);
    this.#keys.set(id, Promise.resolve(key));
    return { id, key };
  }

  /** A holder may take what it cannot give back: pass seals for a GnuPG key whose secret half is elsewhere. */
  async #handOver(id: string, text: Secret): Promise<void> {
    await this.#holder.set(id, text);
    try {
      if (text.equals(await this.#holder.get(id))) return;
    } catch (error) {
      await this.#holder.forget(id);
      throw error;
    }
    await this.#holder.forget(id);
    const reason = "the keyring does not give back the key that it was given";
    throw new ActasError("system", `cannot seal a secret in ${this.#path}: ${reason}`, {
      hints: ["`actas diagnose` tries whether it does"],
    });
  }

  /** Asked for once; after a failure, again. */
  #key(id: string): Promise<CryptoKey | undefined> {
    const known = this.#keys.get(id);
    if (known) return known;
    const asked = this.#holder.get(id).then(async (text) => text && ((await importKey(text)) ?? noKey(id)));
    this.#keys.set(id, asked);
    const forget = (): boolean => this.#keys.delete(id);
    asked.then((key) => key ?? forget(), forget);
    return asked;
  }

  /** With the last secret its key goes too: then a copy of the files, as in a backup, opens no more. */
  async #removeFile(place: string): Promise<string | undefined> {
    using directory = makePrivateDirectory(this.#path);
    using _ = await this.#lock(directory);
    try {
      rmSync(place, { force: true });
    } catch (error) {
      throw systemError(error, `remove ${place}`);
    }
    if ((await this.names()).length > 0) return undefined;
    const id = this.#currentId();
    for (const file of directory.names()) if (file !== LOCK) directory.remove(file);
    if (id) this.#keys.delete(id);
    return id;
  }
}

/** One file that cannot be read is no reason to do without the others. */
function textOf(place: string): string | undefined {
  try {
    return readRegularFile(place);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw new UnreadableSecret(place, reasonOf(error), "foreign");
  }
}

/** What opens everything was changed by hand: nothing is removed for that. */
function noKey(id: string): never {
  throw new ActasError("system", `cannot use the key ${id} of what is kept: it is not as actas writes it`, {
    hints: ["`actas cache clear` forgets it, with the sign-ins that are sealed with it"],
  });
}

function put(path: string, text: string): void {
  try {
    writeLastingFile(path, text);
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}
