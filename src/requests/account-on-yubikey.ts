import type { TwoCodes } from "../aws/iam/virtual-mfa-devices.ts";
import { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { nextStep } from "../mfa/next-step.ts";
import { findYkman } from "../mfa/yubikey/find-ykman.ts";
import { OathPasswords } from "../mfa/yubikey/oath-passwords.ts";
import { type KeyUse, useKey } from "../mfa/yubikey/use-key.ts";
import type { KeyAccount, Ykman } from "../mfa/yubikey/ykman.ts";
import { YkmanProblem } from "../mfa/yubikey/ykman-problem.ts";
import { TOUCH_SECONDS } from "../mfa/yubikey/yubikey-input.ts";

/** What a user says about the YubiKey that is to make the codes of a device. */
export interface WantedKey {
  /** Its serial number; absent: there is one. */
  readonly serial?: string;
  /** Whether each code wants a touch. */
  readonly touch: boolean;
}

/** A clean-up is short: the password of the key is known. */
const CLEAN_UP_MS = 30_000;

/** An account that is put onto a YubiKey by this command, and taken off again when it comes to nothing. */
export class AccountOnYubikey {
  readonly #label: string;
  readonly #touch: boolean;
  #use: Omit<KeyUse, "ykman">;

  constructor(label: string, { serial, touch }: WantedKey, conversation: Conversation, signal: AbortSignal) {
    this.#label = label;
    this.#touch = touch;
    this.#use = { conversation, signal, named: serial, passwords: new OathPasswords() };
  }

  /** Which key it is from now on, and whether it has an account of that name already. @throws {ActasError} */
  async look(): Promise<{ readonly serial: string; readonly taken: boolean }> {
    const found = await this.#with(async (ykman, account) => {
      return { serial: account.serial, taken: await ykman.has(account) };
    });
    this.#use = { ...this.#use, named: found.serial };
    return found;
  }

  /** Replaces an account of that name. @throws {ActasError} */
  put(seed: Secret): Promise<void> {
    return this.#with((ykman, account) => ykman.add(account, seed, this.#touch));
  }

  /** Two codes that the key makes one after the other; takes up to a minute. @throws {ActasError} */
  async codes(times: "first" | "again"): Promise<TwoCodes> {
    const { signal } = this.#use;
    if (times === "again") await nextStep(signal);
    const first = await this.#code();
    await nextStep(signal);
    return [first, await this.#code()];
  }

  /** Works also when the signal has ended all else. @throws {ActasError} */
  remove(): Promise<void> {
    return this.#with(async (ykman, account) => {
      if (await ykman.has(account)) await ykman.delete(account);
    }, AbortSignal.timeout(CLEAN_UP_MS));
  }

  #code(): Promise<string> {
    const { conversation } = this.#use;
    return this.#with(async (ykman, account) => {
      const name = `YubiKey ${account.serial}`;
      const touch = (): void => conversation.securityKey({ name, touchSeconds: TOUCH_SECONDS });
      try {
        return await ykman.code({ ...account, touch });
      } finally {
        conversation.securityKey(undefined);
      }
    });
  }

  async #with<T>(work: (ykman: Ykman, account: KeyAccount) => Promise<T>, signal = this.#use.signal): Promise<T> {
    const ykman = findYkman(await this.#use.conversation.surroundings(), signal);
    try {
      if (!ykman) throw new YkmanProblem("not-found", "`ykman` is not on PATH");
      const use = { ...this.#use, signal, ykman };
      return await useKey(use, (serial, password) => work(ykman, { serial, label: this.#label, password }));
    } catch (error) {
      throw error instanceof YkmanProblem ? inWords(error) : error;
    }
  }
}

/** What helps, by what is in the way. */
const HELP: readonly (readonly [RegExp, string])[] = [
  [/^there are several YubiKeys/, "`--yubikey-serial` names one of them"],
  [/is not on PATH$/, "on Debian `sudo apt-get install yubikey-manager`, on macOS `brew install ykman`"],
  [/\(pcscd\) does not run$/, "`sudo systemctl start pcscd` starts it; on Debian it is in the package `pcscd`"],
];

function inWords({ message }: YkmanProblem): ActasError {
  const hints = HELP.filter(([pattern]) => pattern.test(message)).map(([, hint]) => hint);
  return new ActasError("configuration", `cannot put an MFA device onto a YubiKey: ${message}`, { hints });
}
