import { WrongMfaCode } from "../base/wrong-mfa-code.ts";
import { mfaCode } from "../conversation/mfa-code.ts";
import type { Question } from "../conversation/question.ts";
import { timeStep } from "./next-step.ts";

/** AWS accepts a code in its own 30 seconds and in adjacent steps; after this time the code is surely a new one. */
const CODE_LIFETIME_MS = 120_000;

/** A code that was sent, and when. */
export interface UsedCode {
  readonly code: string;
  readonly at: number;
  /** AWS did not accept it. */
  readonly refused?: true;
}

/** The codes sent for one device, as they cross a graceful restart. */
export type CodesOfDevices = readonly (readonly [serialNumber: string, codes: readonly UsedCode[]])[];

/** What came of a code. */
export type OutcomeOfCode<T> = { readonly accepted: T } | NonNullable<Question<"mfa-code">["again"]>;

/**
 * The codes that were sent for each device: none is sent twice.
 *
 * @see RFC 6238 section 5.2: a code must be accepted once only
 */
export class UsedCodes {
  readonly #used = new Map<string, readonly UsedCode[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Sends a text if it is a code that was not sent before. @throws what `use` throws, but that the code is wrong */
  async send<T>(serialNumber: string, text: string, use: (code: string) => Promise<T>): Promise<OutcomeOfCode<T>> {
    const code = mfaCode(text);
    if (code === undefined) return "not-six-digits";
    if (this.#find(serialNumber, code)) return "code-already-used";
    const at = this.#now();
    this.#set(serialNumber, { code, at });
    try {
      return { accepted: await use(code) };
    } catch (error) {
      if (!(error instanceof WrongMfaCode)) throw error;
      this.#set(serialNumber, { code, at, refused: true });
      return "wrong-code";
    }
  }

  /** Whether AWS refused a code: in the half minute that still is, or in an earlier one. */
  refused(serialNumber: string, text: string): "now" | "earlier" | undefined {
    const used = this.#find(serialNumber, mfaCode(text));
    if (!used?.refused) return undefined;
    return timeStep(used.at) < timeStep(this.#now()) ? "earlier" : "now";
  }

  list(): CodesOfDevices {
    return [...this.#used];
  }

  restore(used: CodesOfDevices): void {
    for (const [serialNumber, codes] of used) this.#used.set(serialNumber, codes);
  }

  #set(serialNumber: string, used: UsedCode): void {
    const others = this.#recent(serialNumber).filter(({ code }) => code !== used.code);
    this.#used.set(serialNumber, [...others, used]);
  }

  #find(serialNumber: string, code: string | undefined): UsedCode | undefined {
    return this.#recent(serialNumber).find((used) => used.code === code);
  }

  #recent(serialNumber: string): readonly UsedCode[] {
    return (this.#used.get(serialNumber) ?? []).filter(({ at }) => this.#now() - at < CODE_LIFETIME_MS);
  }
}
