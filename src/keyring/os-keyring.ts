import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { askKeyringChild } from "./ask-keyring-child.ts";
import type { KeyHolder } from "./keyring.ts";
import type { KeyringQuestion } from "./keyring-question.ts";
import { problemInWords } from "./problem-in-words.ts";

/** Enough to type a password; a `credential_process` has a minute for everything. */
const LIMIT_MS = 20_000;

/** The keyring of the operating system: Secret Service, macOS Keychain, Windows Credential Manager. */
export class OsKeyring implements KeyHolder {
  readonly #limitMs: number;

  constructor(limitMs = LIMIT_MS) {
    this.#limitMs = limitMs;
  }

  async get(id: string): Promise<Secret | undefined> {
    const key = await this.#ask({ action: "get", id }, "read");
    return key === null ? undefined : new Secret(key);
  }

  async set(id: string, key: Secret): Promise<void> {
    await this.#ask({ action: "set", id, key: key.reveal() }, "write to");
  }

  async forget(id: string): Promise<void> {
    // Whether it is locked, absent or silent: the key that stays behind opens nothing.
    await this.#ask({ action: "forget", id }, "write to").catch(() => {});
  }

  async #ask(asked: KeyringQuestion, verb: string): Promise<string | null> {
    const cannot = `${verb} the keyring`;
    const answer = await askKeyringChild(asked, { cannot, limitMs: this.#limitMs });
    if ("key" in answer) return answer.key;
    const { hints, reason } = problemInWords(answer.problem);
    throw new ActasError("system", `cannot ${cannot}: ${reason}`, { hints });
  }
}
