import type { Secret } from "../../../base/secret.ts";
import type { TwoCodes } from "../../../requests/setup/mfa-enrolment.ts";
import { say } from "../../terminal/say.ts";
import { askCodes } from "./ask-codes.ts";
import type { SeedHolder } from "./seed-holder.ts";
import { type SeedLabel, SeedOnTerminal } from "./seed-on-terminal.ts";

const SCAN = "actas: scan this with an app for codes, such as one on your phone";
const FIRST = "actas: the code that it shows (or `key`, to type the key into the app): ";
const SPELT = "actas: the code that it shows: ";

/** An app of the user's, which reads the seed off the terminal, and whose codes the user types. */
export class SeedInApp implements SeedHolder {
  readonly again = "type two codes that it shows one after the other";
  readonly hints: readonly string[] = [];
  readonly #label: SeedLabel;
  #shown: SeedOnTerminal | undefined;
  #isSpelt = false;

  constructor(label: SeedLabel) {
    this.#label = label;
  }

  async take(seed: Secret): Promise<void> {
    this.#shown = new SeedOnTerminal(seed, this.#label);
    say(SCAN);
    const problem = this.#shown.draw();
    if (problem === undefined) return;
    say(`actas: a QR code cannot be drawn here: ${problem}`);
    this.#shown.spell();
    this.#isSpelt = true;
  }

  codes(times: "first" | "again"): Promise<TwoCodes> {
    const shown = this.#shown;
    const typed = (word: string): boolean => {
      const isKey = /^key$/i.test(word) && times === "first";
      if (isKey) shown?.spell();
      return isKey;
    };
    const asked = (prompt: string, answer: string): void => shown?.asked(prompt, answer);
    const question = this.#isSpelt || times === "again" ? SPELT : FIRST;
    return askCodes(question, { asked, typed, done: () => shown?.erase() });
  }

  hide(): void {
    this.#shown?.erase();
  }

  /** The user deletes it from the app. */
  async drop(): Promise<void> {}
}
