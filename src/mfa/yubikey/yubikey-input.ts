import { Secret } from "../../base/secret.ts";
import type { Surroundings } from "../../base/surroundings.ts";
import { CannotAsk, type Conversation } from "../../conversation/conversation.ts";
import type { Question } from "../../conversation/question.ts";
import { findProgram } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import type { CodeWays, MfaInput } from "../mfa-input.ts";
import { nextStep } from "../next-step.ts";
import { OathPasswords } from "./oath-passwords.ts";
import { takeTurn } from "./take-turn.ts";
import { Ykman } from "./ykman.ts";
import { YkmanProblem } from "./ykman-problem.ts";

/** How long a key waits for a finger. @see https://developers.yubico.com/OATH/YKOATH_Protocol.html */
const TOUCH_SECONDS = 15;
const MOST_PASSWORDS = 3;

interface Attempt {
  readonly ykman: Ykman;
  readonly conversation: Conversation;
  readonly signal: AbortSignal;
  /** The serial number that the profile names; absent: there is one key. */
  readonly named: string | undefined;
  readonly label: string;
}

/**
 * Codes of an account on a YubiKey, by `ykman`. It runs in the process that holds the sign-ins, with the directory and
 * variables of a command that waits, as long as one does: so one touch serves all commands.
 */
export class YubikeyInput implements MfaInput {
  readonly name = "yubikey";
  /** The key is touched, or a password typed; an account may also need neither. */
  readonly needs = "nobody";
  readonly #passwords = new OathPasswords();
  /** Accounts that are known to want a touch, so that no key blinks where nobody can be asked: it stays busy a while. */
  readonly #touchy = new Set<string>();

  async code(
    question: Question<"mfa-code">,
    conversation: Conversation,
    signal: AbortSignal,
    { yubikey = {} }: CodeWays,
  ): Promise<string> {
    const around = await surroundingsFor(conversation);
    const program = findProgram("ykman", around);
    if (!program) return refused(conversation, "`ykman` is not on PATH");
    const label = yubikey.label ?? question.serialNumber;
    const refusal = conversation.refuses("mfa-code");
    if (refusal !== undefined && this.#touchy.has(accountOf(yubikey.serial, label))) throw new CannotAsk(refusal);
    // The key would make the same code again.
    if (question.again) await nextStep(signal);
    const ykman = new Ykman(program, forYkman(around), signal);
    const attempt = { ykman, conversation, signal, named: yubikey.serial, label };
    try {
      const code = await this.#untilTouched(question, attempt);
      conversation.wentOn();
      return code;
    } catch (error) {
      if (signal.aborted || !(error instanceof YkmanProblem)) throw error;
      return refused(conversation, error.message);
    }
  }

  /** A touch may come late: the key waits anew for as long as the race lasts. */
  async #untilTouched(question: Question<"mfa-code">, attempt: Attempt): Promise<string> {
    let serial = "";
    for (let typed = 0, again = false; ; ) {
      try {
        using _ = await takeTurn(attempt.signal);
        serial = keyAmong(await attempt.ykman.serials(), attempt.named);
        return await this.#codeOf(serial, question, attempt);
      } catch (error) {
        if (!(error instanceof YkmanProblem)) throw error;
        const { trouble } = error;
        if (trouble === "no-touch") continue;
        if (trouble !== "password-needed" && trouble !== "wrong-password") throw error;
        again = trouble === "wrong-password";
        this.#passwords.forget(serial);
        if (typed++ === MOST_PASSWORDS) throw error;
      }
      this.#passwords.keep(serial, await askPassword(serial, again, attempt));
    }
  }

  async #codeOf(serial: string, question: Question<"mfa-code">, attempt: Attempt): Promise<string> {
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
      return await attempt.ykman.code({ serial, label, password: this.#passwords.get(serial), touch });
    } finally {
      conversation.securityKey(undefined);
    }
  }
}

function accountOf(serial: string | undefined, label: string): string {
  return `${serial ?? "any"} ${label}`;
}

/** @throws {YkmanProblem} it is not plugged in, or there are several and none is named */
function keyAmong(serials: readonly string[], named: string | undefined): string {
  const [first, second] = serials;
  if (named !== undefined) {
    if (serials.includes(named)) return named;
    throw new YkmanProblem("not-found", `YubiKey ${named} is not plugged in`);
  }
  if (first === undefined) throw new YkmanProblem("not-found", "no YubiKey is plugged in");
  if (second === undefined) return first;
  const several = `there are several YubiKeys (${serials.join(", ")}), and the profile has no \`actas_yubikey_serial\``;
  throw new YkmanProblem("not-found", several);
}

async function askPassword(serial: string, again: boolean, { conversation, signal }: Attempt): Promise<Secret> {
  const question = { kind: "oath-password", serial, ...(again ? { again: "wrong-password" as const } : {}) } as const;
  try {
    const typed = await conversation.ask(question, signal);
    if (typed !== "") return new Secret(typed);
  } catch (error) {
    if (!(error instanceof CannotAsk)) throw error;
  }
  throw new YkmanProblem("password-needed", `YubiKey ${serial} wants its OATH password, which was not given`);
}

/** Those of a command that waits; where there is none, of this process, which finds the same key. */
async function surroundingsFor(conversation: Conversation): Promise<Surroundings> {
  try {
    return await conversation.surroundings();
  } catch (error) {
    if (error instanceof CannotAsk) return ownSurroundings();
    throw error;
  }
}

/** What finds the program, its own settings and the smart-card service: no secrets, and nothing for Python to load. */
const FOR_YKMAN = /^(PATH|HOME|USER|LOGNAME|TMPDIR|XDG_[A-Z_]+|PCSCLITE_CSOCK_NAME)$/;

function forYkman({ directory, environment }: Surroundings): Surroundings {
  const kept = Object.entries(environment).filter(([name]) => FOR_YKMAN.test(name));
  return { directory, environment: { ...Object.fromEntries(kept), LC_ALL: "C.UTF-8" } };
}

/** The prompt says why, and the other inputs go on. */
function refused(conversation: Conversation, reason: string): never {
  conversation.securityKey({ name: "YubiKey", problem: reason });
  throw new CannotAsk(reason);
}
