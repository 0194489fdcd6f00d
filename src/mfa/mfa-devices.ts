import { ActasError } from "../base/errors.ts";
import { WrongMfaCode } from "../base/wrong-mfa-code.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";
import type { CodeWays, MfaInput } from "./mfa-input.ts";
import { MFA_INPUTS } from "./mfa-inputs.ts";
import { raceForCode } from "./race.ts";

type CodeQuestion = Question<"mfa-code">;

/** AWS accepts a code in its own 30 seconds and in adjacent steps; after this time the code is surely a new one. */
const CODE_LIFETIME_MS = 120_000;
/** As many tries as a usual login has. More would not help: then the clock or the device is wrong. */
const MAX_TRIES = 3;
/** An input that needs no person, such as a security key, could give the same answer for ever. */
const MAX_QUESTIONS = 10;

/** A code that was sent, and when. */
export interface UsedCode {
  readonly code: string;
  readonly at: number;
}

/** The codes sent for one device, as they cross a graceful restart. */
export type UsedCodes = readonly (readonly [serialNumber: string, codes: readonly UsedCode[]])[];

/**
 * MFA devices of all users: one question at a time for each device, from the prompt until AWS has answered, and no
 * code is ever sent twice.
 *
 * @see RFC 6238 section 5.2: a code must be accepted once only
 */
export class MfaDevices {
  /** When the device is free again. */
  readonly #queues = new Map<string, Promise<void>>();
  readonly #used = new Map<string, UsedCode[]>();
  readonly #now: () => number;
  readonly #inputs: readonly MfaInput[];

  constructor(now: () => number = Date.now, inputs: readonly MfaInput[] = MFA_INPUTS) {
    this.#now = now;
    this.#inputs = inputs;
  }

  /**
   * Gets a code and passes it to `use`; asks again while AWS says that it was wrong. Where every input needs a person,
   * waiting clients are told before the device's turn has come: another person may be asked for its code at the moment.
   *
   * @throws {CannotAsk} no input has a code
   * @throws {ActasError} `mfa-required`, `cancelled`, `access-denied` after three wrong codes
   */
  async withCode<T>(
    question: CodeQuestion,
    conversation: Conversation,
    use: (tokenCode: string) => Promise<T>,
    ways: CodeWays = {},
  ): Promise<T> {
    const inputs = this.#inputs.filter(({ serves }) => serves?.(ways) ?? true);
    if (inputs.every(({ needs }) => needs === "person")) conversation.waiting(question, "here");
    const before = this.#queues.get(question.serialNumber) ?? Promise.resolve();
    const mine = before.then(() => this.#askAndUse(question, conversation, { inputs, ways }, use));
    // The result is not kept here: it may hold credentials that are to be removed from memory.
    const done = mine.then(nothing, nothing);
    this.#queues.set(question.serialNumber, done);
    return mine;
  }

  /** A code that was given on the command line: sent once, never asked for. */
  async withGivenCode<T>(serialNumber: string, tokenCode: string, use: (tokenCode: string) => Promise<T>): Promise<T> {
    const problem = this.#problemWith(serialNumber, tokenCode);
    if (problem === "not-six-digits")
      throw new ActasError("usage", "cannot use the MFA code that was given: a code is six digits");
    if (problem) throw refused(serialNumber, SAID[problem]);
    this.#remember(serialNumber, tokenCode);
    try {
      return await use(tokenCode);
    } catch (error) {
      throw error instanceof WrongMfaCode ? refused(serialNumber, SAID["wrong-code"]) : error;
    }
  }

  /** Forgets what inputs hold, such as the password of a key. That a code was sent is never forgotten. */
  forget(): void {
    for (const input of this.#inputs) input.forget?.();
  }

  used(): UsedCodes {
    return [...this.#used];
  }

  restore(used: UsedCodes): void {
    for (const [serialNumber, codes] of used) this.#used.set(serialNumber, [...codes]);
  }

  async #askAndUse<T>(
    question: CodeQuestion,
    conversation: Conversation,
    { inputs, ways }: { readonly inputs: readonly MfaInput[]; readonly ways: CodeWays },
    use: (code: string) => Promise<T>,
  ): Promise<T> {
    conversation.detail(`the MFA code may come from: ${inputs.map(({ name }) => name).join(", ")}`);
    let again: CodeQuestion["again"];
    for (let sent = 0, asked = 0; sent < MAX_TRIES && asked < MAX_QUESTIONS; asked++) {
      const asked = again ? { ...question, again, triesLeft: MAX_TRIES - sent } : question;
      const runners = inputs.map(
        (input) => (signal: AbortSignal) =>
          inDetail(input.name, conversation, signal, input.code(asked, conversation, signal, ways)),
      );
      const code = (await raceForCode(asked, runners, ways.timeoutMs)).trim();
      again = this.#problemWith(question.serialNumber, code);
      if (again) conversation.detail(SAID[again]);
      if (again) continue;
      this.#remember(question.serialNumber, code);
      sent++;
      try {
        return await use(code);
      } catch (error) {
        if (!(error instanceof WrongMfaCode)) throw error;
        again = "wrong-code";
        conversation.detail(SAID[again]);
      }
    }
    throw refused(question.serialNumber, "too many codes were wrong");
  }

  #problemWith(serialNumber: string, code: string): CodeQuestion["again"] {
    if (!/^\d{6}$/.test(code)) return "not-six-digits";
    const recent = (this.#used.get(serialNumber) ?? []).filter(({ at }) => this.#now() - at < CODE_LIFETIME_MS);
    this.#used.set(serialNumber, recent);
    return recent.some((used) => used.code === code) ? "code-already-used" : undefined;
  }

  #remember(serialNumber: string, code: string): void {
    this.#used.set(serialNumber, [...(this.#used.get(serialNumber) ?? []), { code, at: this.#now() }]);
  }
}

/** Tells what one input has come to, unless another was quicker. */
async function inDetail(
  name: MfaInput["name"],
  conversation: Conversation,
  signal: AbortSignal,
  coming: Promise<string>,
): Promise<string> {
  try {
    const code = await coming;
    if (!signal.aborted) conversation.detail(`${name} has given a code`);
    return code;
  } catch (error) {
    if (error instanceof CannotAsk && !signal.aborted) conversation.detail(`${name} gives no code: ${error.reason}`);
    throw error;
  }
}

function nothing(): void {}

const SAID = {
  "wrong-code": "AWS did not accept the code",
  "code-already-used": "this code was sent before, and AWS accepts each only once",
  "not-six-digits": "a code is six digits",
} as const;

function refused(serialNumber: string, reason: string): ActasError {
  return new ActasError("access-denied", `cannot use the MFA code of ${serialNumber}: ${reason}`, {
    hints: [
      "wait for the next code",
      "check that it is the device the profile names, and that this machine's clock is right",
    ],
  });
}
