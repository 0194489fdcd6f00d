import type { Secret } from "../../base/secret.ts";
import type { Surroundings } from "../../base/surroundings.ts";
import { CannotAsk, type Conversation } from "../../conversation/conversation.ts";
import type { Question } from "../../conversation/question.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import type { CodeWays } from "../mfa-input.ts";
import { nextStep } from "../next-step.ts";
import { findYkman } from "./find-ykman.ts";
import { OathPasswords } from "./oath-passwords.ts";
import { type KeyUse, useKey } from "./use-key.ts";
import { YkmanProblem } from "./ykman-problem.ts";

/** How long a key waits for a finger. @see https://developers.yubico.com/OATH/YKOATH_Protocol.html */
export const TOUCH_SECONDS = 15;

interface Attempt extends KeyUse {
  readonly label: string;
}

/**
 * Codes of an account on a YubiKey, by `ykman`. It runs in the process that holds the sign-ins, with the directory and
 * variables of a command that waits, as long as one does: so one touch serves all commands.
 */
export class YubikeyInput {
  readonly #passwords: OathPasswords;
  /** Accounts that are known to want a touch, so that no key blinks where nobody can be asked: it stays busy a while. */
  readonly #touchy = new Set<string>();

  constructor(passwords = new OathPasswords()) {
    this.#passwords = passwords;
  }

  async code(
    question: Question<"mfa-code">,
    conversation: Conversation,
    signal: AbortSignal,
    { yubikey = {} }: CodeWays,
  ): Promise<string> {
    const around = await surroundingsFor(conversation);
    const ykman = findYkman(around, signal);
    if (!ykman) return refused(conversation, "`ykman` is not on PATH");
    const label = yubikey.label ?? question.serialNumber;
    const refusal = conversation.refuses("mfa-code");
    if (refusal !== undefined && this.#touchy.has(accountOf(yubikey.serial, label))) throw new CannotAsk(refusal);
    // The key would make the same code again.
    if (question.again) await nextStep(signal);
    const attempt = { ykman, conversation, signal, named: yubikey.serial, passwords: this.#passwords, label };
    try {
      const code = await useKey(attempt, (serial, password) => this.#codeOf({ serial, password }, question, attempt));
      conversation.wentOn();
      return code;
    } catch (error) {
      if (signal.aborted || !(error instanceof YkmanProblem)) throw error;
      return refused(conversation, error.message);
    }
  }

  async #codeOf(
    { serial, password }: { readonly serial: string; readonly password: Secret | undefined },
    question: Question<"mfa-code">,
    attempt: Attempt,
  ): Promise<string> {
    const { conversation, label, named } = attempt;
    const touch = (): void => {
      this.#touchy.add(accountOf(named, label));
      // Commands that do not wait for a person go on without it.
      conversation.waiting(question, "here");
      const refusal = conversation.refuses("mfa-code");
      if (refusal !== undefined) throw new CannotAsk(refusal);
      conversation.securityKey({ name: `YubiKey ${serial}`, touchSeconds: TOUCH_SECONDS });
    };
    try {
      return await attempt.ykman.code({ serial, label, password, touch });
    } finally {
      conversation.securityKey(undefined);
    }
  }
}

function accountOf(serial: string | undefined, label: string): string {
  return `${serial ?? "any"} ${label}`;
}

/** Those of a command that waits; where there is none, of this process, which finds the same key. */
async function surroundingsFor(conversation: Conversation): Promise<Surroundings> {
  try {
    return await conversation.surroundings("yubikey");
  } catch (error) {
    if (error instanceof CannotAsk) return ownSurroundings();
    throw error;
  }
}

/** The prompt says why, and the other inputs go on. */
function refused(conversation: Conversation, reason: string): never {
  conversation.securityKey({ name: "YubiKey", problem: reason });
  throw new CannotAsk(reason);
}
