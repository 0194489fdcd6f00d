import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";
import { SingleFlight } from "../conversation/single-flight.ts";
import type { AgeFile } from "../keyring/age-file.ts";

const MOST_TRIES = 3;
/** A `credential_process` has a minute for everything. */
const LIMIT_MS = 55_000;

type Details = Omit<Question<"passphrase">, "kind">;

/** Asks the user for the passphrase of what is kept, at most once in the life of a process. */
export class Passphrase {
  readonly #file: AgeFile;
  readonly #flights = new SingleFlight();
  #isSaid = false;

  constructor(file: AgeFile) {
    this.#file = file;
  }

  get isKnown(): boolean {
    return this.#file.state === "open";
  }

  /**
   * @param keeps - `nothing`: no passphrase is chosen for what would be empty
   * @returns false when nobody could be asked: this process goes on in memory until somebody can
   * @throws {ActasError} the user does without, or does not know it; `cancelled` when the user said no to everything
   */
  async learn(conversation: Conversation | undefined, keeps: "something" | "nothing"): Promise<boolean> {
    if (this.isKnown) return true;
    if (!conversation || (keeps === "nothing" && this.#file.state === "absent")) return false;
    const refusal = conversation.refuses("passphrase");
    if (refusal !== undefined) return this.#later(conversation, refusal);
    try {
      await this.#flights.once("passphrase", conversation, (shared) => this.#ask(shared));
      return true;
    } catch (error) {
      if (error instanceof CannotAsk) return this.#later(conversation, error.reason);
      throw error;
    }
  }

  #later(conversation: Conversation, reason: string): false {
    const what = this.#file.state === "locked" ? "open what is kept" : "keep sign-ins";
    if (!this.#isSaid) conversation.tell(`cannot ${what}: its passphrase cannot be asked for: ${reason}`);
    this.#isSaid = true;
    return false;
  }

  #ask(conversation: Conversation): Promise<void> {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const ask = async (details: Details): Promise<Secret> => {
      const typed = await conversation.ask({ kind: "passphrase", ...details }, signal);
      if (typed === "") throw this.#without("no passphrase was typed");
      return new Secret(typed);
    };
    return this.#file.state === "locked" ? this.#askForIt(ask) : this.#haveChosen(ask);
  }

  async #askForIt(ask: (details: Details) => Promise<Secret>): Promise<void> {
    for (let tries = 1; ; tries++) {
      const passphrase = await ask({ step: "open", ...(tries > 1 && { again: "wrong" as const }) });
      if (await this.#file.unlock(passphrase)) return;
      if (tries === MOST_TRIES) throw this.#without(`${MOST_TRIES} wrong passphrases were typed`);
    }
  }

  async #haveChosen(ask: (details: Details) => Promise<Secret>): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const chosen = await ask({ step: "choose", ...(tries > 1 && { again: "different" as const }) });
      if (chosen.equals(await ask({ step: "repeat" }))) return this.#file.choose(chosen);
    }
    throw this.#without("the two passphrases were never the same");
  }

  #without(reason: string): ActasError {
    return new ActasError("system", `cannot use ${this.#file.path}: ${reason}`);
  }
}
