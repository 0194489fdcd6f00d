import { ActasError } from "../base/errors.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";
import { CodeTries } from "./code-tries.ts";
import type { CodeWays, MfaInput } from "./mfa-input.ts";
import { MFA_INPUTS } from "./mfa-inputs.ts";
import { raceForCode } from "./race.ts";
import { refusedCode, SAID } from "./refused-code.ts";
import { type CodesOfDevices, UsedCodes } from "./used-codes.ts";

/**
 * MFA devices of all users: one race for a code at a time for each device, from the prompt until AWS has answered, and
 * no code is ever sent twice.
 */
export class MfaDevices {
  /** When the device is free again. */
  readonly #queues = new Map<string, Promise<void>>();
  readonly #used: UsedCodes;
  readonly #inputs: readonly MfaInput[];

  constructor(now: () => number = Date.now, inputs: readonly MfaInput[] = MFA_INPUTS) {
    this.#used = new UsedCodes(now);
    this.#inputs = inputs;
  }

  /**
   * Gets a code and passes it to `use`; asks again while AWS says that it was wrong. Where every input needs a person,
   * waiting clients are told before the device's turn has come: another person may be asked for its code at the moment.
   *
   * @throws {CannotAsk} no input has a code
   * @throws {ActasError} `cancelled`, `access-denied` when AWS accepted none
   */
  async withCode<T>(
    question: Question<"mfa-code">,
    conversation: Conversation,
    use: (tokenCode: string) => Promise<T>,
    ways: CodeWays = {},
  ): Promise<T> {
    const { serialNumber } = question;
    const { waiters } = conversation;
    const serving = this.#inputs.filter((input) => serves(input, conversation, ways));
    if (serving.every(({ needs }) => needs === "person")) conversation.waiting(question, "here");
    waiters.codeAwaited({ serialNumber, refused: [] });
    const before = this.#queues.get(serialNumber) ?? Promise.resolve();
    const mine = before.then(() => this.#race(question, conversation, use, ways));
    // The result is not kept here: it may hold credentials that are to be removed from memory.
    const done = mine.then(nothing, nothing);
    this.#queues.set(serialNumber, done);
    try {
      return await mine;
    } finally {
      waiters.codeAwaited(undefined);
    }
  }

  /** A code that was given on the command line: sent once, never asked for. */
  async withGivenCode<T>(serialNumber: string, tokenCode: string, use: (tokenCode: string) => Promise<T>): Promise<T> {
    const sent = await this.#used.send(serialNumber, tokenCode, use);
    if (typeof sent === "object") return sent.accepted;
    if (sent !== "not-six-digits") throw refusedCode(serialNumber, SAID[sent]);
    throw new ActasError("usage", "cannot use the MFA code that was given: a code is six digits");
  }

  /** Forgets what inputs hold, such as the password of a key. That a code was sent is never forgotten. */
  forget(): void {
    for (const input of this.#inputs) input.forget?.();
  }

  used(): CodesOfDevices {
    return this.#used.list();
  }

  restore(used: CodesOfDevices): void {
    this.#used.restore(used);
  }

  async #race<T>(
    question: Question<"mfa-code">,
    conversation: Conversation,
    use: (code: string) => Promise<T>,
    ways: CodeWays,
  ): Promise<T> {
    const { serialNumber } = question;
    const { waiters } = conversation;
    const refused: string[] = [];
    const noted = (title: string): void => {
      if (refused.includes(title)) return;
      refused.push(title);
      waiters.codeAwaited({ serialNumber, refused });
    };
    const tries = this.#inputs.map((input) => ({ input, of: new CodeTries(serialNumber, this.#used, input) }));
    const runners = tries.map(({ input, of }) => ({
      name: input.name,
      mayRun: () => serves(input, conversation, ways),
      ...(input.after && { after: input.after }),
      runsAnew: input.triedAnew === true,
      code: (signal: AbortSignal) =>
        inDetail(input, conversation, signal, input.code({ ...question, ...of.again() }, conversation, signal, ways)),
      use: (code: string) => of.judge(code, use, conversation, noted),
    }));
    const serving = tries.filter(({ input }) => !input.after && serves(input, conversation, ways));
    conversation.detail(`the MFA code may come from: ${serving.map(({ input }) => input.name).join(", ")}`);
    try {
      const result = await raceForCode(runners, conversation);
      for (const title of refused) conversation.tell(`AWS did not accept the code of ${title}`);
      return result;
    } catch (error) {
      if (error instanceof CannotAsk && refused.length > 0) throw refusedCode(serialNumber, error.reason);
      throw error;
    }
  }
}

function serves(input: MfaInput, { waiters }: Conversation, ways: CodeWays): boolean {
  return input.serves?.(waiters, ways) ?? true;
}

/** Tells what one input has come to, unless another was quicker. */
async function inDetail(
  { name }: MfaInput,
  conversation: Conversation,
  signal: AbortSignal,
  coming: Promise<string>,
): Promise<string> {
  try {
    const code = await coming;
    if (!signal.aborted) conversation.detail(`${name} has given a code`);
    return code;
  } catch (error) {
    const isSaid = error instanceof CannotAsk && !signal.aborted && error.reason !== "";
    if (isSaid) conversation.detail(`${name} gives no code: ${error.reason}`);
    throw error;
  }
}

function nothing(): void {}
