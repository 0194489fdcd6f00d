import type { Waiters } from "../conversation/waiters.ts";
import type { CodeWays, MfaInput } from "./mfa-input.ts";
import { OathPasswords } from "./yubikey/oath-passwords.ts";
import type { YubikeyInput } from "./yubikey/yubikey-input.ts";

/** Codes of a YubiKey. What it takes is loaded when a profile has one. */
export class Yubikey implements MfaInput {
  readonly name = "yubikey";
  readonly title = "the YubiKey";
  /** An account may need neither a touch nor a password. */
  readonly needs = "nobody";
  readonly #passwords: OathPasswords;
  #input: Promise<YubikeyInput> | undefined;

  constructor(passwords: OathPasswords = new OathPasswords()) {
    this.#passwords = passwords;
  }

  serves(waiters: Waiters, { yubikey }: CodeWays): boolean {
    const wish = waiters.wish("yubikey");
    return wish === "named" || (wish === "usual" && yubikey !== undefined);
  }

  forget(): void {
    this.#passwords.clear();
    this.#input = undefined;
  }

  async code(...asked: Parameters<MfaInput["code"]>): Promise<string> {
    this.#input ??= import("./yubikey/yubikey-input.ts").then(({ YubikeyInput }) => new YubikeyInput(this.#passwords));
    return (await this.#input).code(...asked);
  }
}
