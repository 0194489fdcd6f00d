import { existsSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { readIfThere } from "../files/read-if-there.ts";
import { writeLastingFile } from "../files/write-private-file.ts";
import { askKeyringChild } from "./ask-keyring-child.ts";
import type { Asking, KeyHolder } from "./keyring.ts";
import type { KeyringQuestion } from "./keyring-question.ts";

/** scrypt takes a second; a slow or busy machine has more time. */
const LIMIT_MS = 20_000;
const BUSY = "try again when this machine is less busy: scrypt takes a second, and 256 MB of memory";
const FORM = /^([\w-]+) ([\w-]+)\n$/;

/** The key in a file that age has encrypted with a passphrase, which the user is asked for by those who use this. */
export class AgeFile implements KeyHolder {
  readonly path: string;
  readonly #limitMs: number;
  /** For a new key: the one before is forgotten with the last secret, and the user shall not choose again. */
  #passphrase: Secret | undefined;
  #held: { readonly id: string; readonly key: Secret } | undefined;

  constructor(directory: string, { limitMs = LIMIT_MS }: Pick<Asking, "limitMs"> = {}) {
    this.path = `${directory}/key.age`;
    this.#limitMs = limitMs;
  }

  /** `absent`: the user may choose a passphrase. */
  get state(): "absent" | "locked" | "open" {
    if (this.#passphrase) return "open";
    return existsSync(this.path) ? "locked" : "absent";
  }

  /** False when it is not the right one. @throws {ActasError} `system` when the file cannot be read */
  async unlock(passphrase: Secret): Promise<boolean> {
    const found = await this.#open(passphrase);
    if (found === null) return false;
    this.#held = found;
    this.#passphrase = passphrase;
    return true;
  }

  /** From now on, for a file that is not there yet. */
  choose(passphrase: Secret): void {
    this.#passphrase = passphrase;
  }

  async get(id: string): Promise<Secret | undefined> {
    if (this.#held?.id === id) return this.#held.key;
    if (!existsSync(this.path)) return undefined;
    if (!this.#passphrase) throw this.#cannot("read", "its passphrase was not typed");
    const found = await this.#open(this.#passphrase);
    if (found === null) throw this.#cannot("read", "it has another passphrase now");
    this.#held = found;
    return found?.id === id ? found.key : undefined;
  }

  async set(id: string, key: Secret): Promise<void> {
    if (!this.#passphrase) throw this.#cannot("write", "no passphrase was chosen");
    const passphrase = this.#passphrase.reveal();
    const file = await this.#ask({ action: "age-seal", text: `${id} ${key.reveal()}\n`, passphrase }, "write");
    try {
      writeLastingFile(this.path, file ?? "");
    } catch (error) {
      throw systemError(error, `write ${this.path}`);
    }
    this.#held = { id, key };
  }

  /** The file itself may be that of a newer key. */
  async forget(id: string): Promise<void> {
    if (this.#held?.id === id) this.#held = undefined;
  }

  /** Null when the passphrase is another one; undefined when there is no file. */
  async #open(passphrase: Secret): Promise<{ readonly id: string; readonly key: Secret } | undefined | null> {
    const file = readIfThere(this.path);
    if (file === undefined) return undefined;
    const text = await this.#ask({ action: "age-open", file, passphrase: passphrase.reveal() }, "read");
    if (text === null) return null;
    const [, id, key] = FORM.exec(text) ?? [];
    if (!id || !key) throw this.#cannot("read", "it is not as actas writes it");
    return { id, key: new Secret(key) };
  }

  async #ask(asked: KeyringQuestion, verb: "read" | "write"): Promise<string | null> {
    const about = { cannot: `${verb} ${this.path}`, limitMs: this.#limitMs, hint: BUSY };
    const answer = await askKeyringChild(asked, about);
    if ("key" in answer) return answer.key;
    throw this.#cannot(verb, answer.problem);
  }

  #cannot(verb: string, reason: string): ActasError {
    return new ActasError("system", `cannot ${verb} ${this.path}: ${reason}`, {
      hints: ["`actas cache clear` forgets what is kept, and the passphrase with it"],
    });
  }
}
