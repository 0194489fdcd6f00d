import { ActasError } from "../../../base/errors.ts";
import type { Secret } from "../../../base/secret.ts";
import { shellWord } from "../../../base/shell-word.ts";
import type { Conversation } from "../../../conversation/conversation.ts";
import { AccountOnYubikey, type WantedKey } from "../../../requests/account-on-yubikey.ts";
import type { TwoCodes } from "../../../requests/setup/mfa-enrolment.ts";
import { askYesOrNo } from "../../terminal/ask-user.ts";
import { say } from "../../terminal/say.ts";
import type { SeedHolder } from "./seed-holder.ts";

/** Of the name of an account on a YubiKey, in bytes. */
const LONGEST = 64;
const PURPOSE = "put an MFA device onto a YubiKey";

interface Parts {
  readonly account: AccountOnYubikey;
  readonly label: string;
}

/** A YubiKey: `ykman` puts the seed onto it, and no person sees it. */
export class SeedOnYubikey implements SeedHolder {
  readonly again = "the key makes two more";
  readonly hints = ["the clock of this machine may be off: `actas diagnose` compares it"];
  /** Of the key. */
  readonly serial: string;
  readonly #parts: Parts;
  #isBegun = false;

  private constructor(serial: string, parts: Parts) {
    this.serial = serial;
    this.#parts = parts;
  }

  /** Finds the key, asks for its password, and before an account of that name is replaced. @throws {ActasError} */
  static async begin(
    label: string,
    wanted: WantedKey,
    conversation: Conversation,
    ending: AbortSignal,
  ): Promise<SeedOnYubikey> {
    if (Buffer.byteLength(label) > LONGEST) {
      const reason = `its account would be called ${label}, and a key takes ${LONGEST} characters`;
      throw new ActasError("usage", `cannot ${PURPOSE}: ${reason}`, { hints: ["`--name` gives a shorter name"] });
    }
    const account = new AccountOnYubikey(label, wanted, conversation, ending);
    const { serial, taken } = await account.look();
    const question = `actas: YubiKey ${serial} has an account ${label}: replace it?`;
    if (taken && (await askYesOrNo(question, PURPOSE)) === "no") {
      throw new ActasError("usage", `cannot ${PURPOSE}: YubiKey ${serial} has the account ${label} already`, {
        hints: ["`--name` gives the device another name"],
      });
    }
    return new SeedOnYubikey(serial, { account, label });
  }

  async take(seed: Secret): Promise<void> {
    this.#isBegun = true;
    await this.#parts.account.put(seed);
    say(`actas: YubiKey ${this.serial} has the seed; two codes of it take half a minute`);
  }

  codes(times: "first" | "again"): Promise<TwoCodes> {
    return this.#parts.account.codes(times);
  }

  hide(): void {}

  async drop(): Promise<void> {
    if (!this.#isBegun) return;
    const { account, label } = this.#parts;
    const { serial } = this;
    try {
      await account.remove();
      say(`actas: note: nothing is left on YubiKey ${serial} of it`);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      const command = `ykman --device ${serial} oath accounts delete ${shellWord(label)}`;
      say(`actas: note: YubiKey ${serial} may still have its account: ${error.message}`);
      say(`actas: note: \`${command}\` deletes it`);
    }
  }
}
