import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { askKeyringChild } from "./ask-keyring-child.ts";
import type { Asking, KeptThings, KeyHolder } from "./keyring.ts";
import type { KeyringQuestion } from "./keyring-question.ts";
import { type KeyringProblem, problemInWords, SILENT } from "./problem-in-words.ts";

/** Enough to type a password; a `credential_process` has a minute for everything. */
const LIMIT_MS = 20_000;

/** The keyring of the operating system: Secret Service, macOS Keychain, Windows Credential Manager. */
export class OsKeyring implements KeyHolder {
  readonly #limitMs: number;
  readonly #asks: NonNullable<Asking["asks"]>;
  readonly #keeps: KeptThings;

  constructor({ limitMs = LIMIT_MS, asks = "user", keeps = "sign-ins" }: Asking = {}) {
    this.#limitMs = limitMs;
    this.#asks = asks;
    this.#keeps = keeps;
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
    const cannot = (problem: KeyringProblem): ActasError =>
      new ActasError("system", `cannot ${verb} the keyring: ${problem.reason}`, { hints: problem.hints });
    if (this.#asks === "nobody" && (await this.#isLocked())) throw cannot(problemInWords("locked", this.#keeps));
    const silent = { cannot: `${verb} the keyring`, limitMs: this.#limitMs, hint: SILENT };
    const answer = await askKeyringChild(asked, silent);
    if ("key" in answer) return answer.key;
    throw cannot(problemInWords(answer.problem, this.#keeps, verb === "read"));
  }

  /** Loaded for a diagnosis alone: everybody else may be asked to unlock it. */
  async #isLocked(): Promise<boolean> {
    const { secretServiceIsLocked } = await import("./secret-service-is-locked.ts");
    return secretServiceIsLocked(this.#limitMs);
  }
}
