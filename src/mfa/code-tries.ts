import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";
import type { MfaInput } from "./mfa-input.ts";
import type { JudgedCode } from "./race.ts";
import { refusedCode, SAID } from "./refused-code.ts";
import type { UsedCodes } from "./used-codes.ts";

/**
 * How many codes of one input are sent: as many as a usual login takes from a person; and from what needs none the code
 * of one more half minute. More would not help: then the clock or the device is wrong.
 */
const MOST_SENT = { person: 3, nobody: 2 } as const;
/** How often an input is asked. A person may mistype, and what needs none may be at a code that was just used. */
const MOST_ASKED = { person: 10, nobody: 3 } as const;

/** The codes of one input in one race: which are sent, and whether it is asked again. */
export class CodeTries {
  readonly #serialNumber: string;
  readonly #used: UsedCodes;
  readonly #input: Pick<MfaInput, "needs" | "title">;
  #sent = 0;
  #asked = 0;
  #again: Question<"mfa-code">["again"];

  constructor(serialNumber: string, used: UsedCodes, input: Pick<MfaInput, "needs" | "title">) {
    this.#serialNumber = serialNumber;
    this.#used = used;
    this.#input = input;
  }

  /** What the question says about the code before, if there was one. */
  again(): Pick<Question<"mfa-code">, "again" | "triesLeft"> {
    return this.#again ? { again: this.#again, triesLeft: MOST_SENT[this.#input.needs] - this.#sent } : {};
  }

  /**
   * Sends a code if it is of use.
   *
   * @param noted - is told what a code came from that AWS did not accept, unless a person knows
   * @throws {ActasError} `access-denied` when a person has typed too many wrong ones; what `use` threw
   */
  async judge<T>(
    code: string,
    use: (code: string) => Promise<T>,
    conversation: Conversation,
    noted: (title: string) => void,
  ): Promise<JudgedCode<T>> {
    this.#asked++;
    const came = await this.#used.send(this.#serialNumber, code, use);
    if (typeof came === "object") return came;
    conversation.detail(SAID[came]);
    this.#again = came;
    if (came === "wrong-code") this.#sent++;
    const { needs, title } = this.#input;
    const isOver = this.#sent >= MOST_SENT[needs] || this.#asked >= MOST_ASKED[needs];
    if (title === undefined) {
      if (isOver) throw refusedCode(this.#serialNumber, "too many codes were wrong");
      return "again";
    }
    const refused = this.#used.refused(this.#serialNumber, code);
    if (refused) noted(title);
    if (refused && (isOver || refused === "earlier")) return out(`AWS did not accept the code of ${title}`);
    return isOver || came === "not-six-digits" ? out(`the code of ${title} cannot be used: ${SAID[came]}`) : "again";
  }
}

function out(reason: string): JudgedCode<never> {
  return { out: new CannotAsk(reason) };
}
