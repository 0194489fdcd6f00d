import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import type { Surroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation } from "./conversation.ts";
import { Listeners } from "./listeners.ts";
import { PassingOn } from "./passing-on.ts";
import { PersonRequired, personRequired } from "./person-required.ts";
import type { Answer, Question, QuestionKind, Topic } from "./question.ts";
import type { AwaitedCode, Waiters, WaitersChange } from "./waiters.ts";

/** What one request says about a code, whoever else waits for the same one. */
export interface CodeWishes extends Pick<CredentialRequest, "dialogs" | "hideArns" | "mfaInputs"> {
  /** What one types behind `actas whoami` to mean the same target. */
  readonly target: string;
  /** How long a code is waited for. */
  readonly patienceMs: () => Promise<number>;
}

/**
 * One request, with its own wishes and its own patience, also where it shares a question with others: it leaves when
 * its time is up, when its command is gone, or when it has what it wanted.
 */
export class Asker extends PassingOn implements Disposable {
  readonly #waiters: Waiters = {
    wait: () => !this.#over.signal.aborted && this.behind.waiters.wait(),
    onChange: (hear) => this.#onChange(hear),
    wish: (input) => this.#wish(input),
    codeAwaited: (state) => this.#await(state),
  };
  /** Rejects when its time is up; race it with the work. */
  readonly left: Promise<never>;
  readonly #wishes: CodeWishes;
  readonly #leave: (error: unknown) => void;
  readonly #over = new AbortController();
  readonly #listeners = new Listeners<WaitersChange>();
  #awaited: AwaitedCode | undefined;
  #timer: Timer | undefined;

  constructor(behind: Conversation, wishes: CodeWishes) {
    super(behind);
    this.#wishes = wishes;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.left = promise;
    this.#leave = reject;
  }

  override get waiters(): Waiters {
    return this.#waiters;
  }

  /** Its question is taken back. */
  override async ask<K extends QuestionKind>(question: Question<K>, signal: AbortSignal): Promise<Answer<K>> {
    this.#over.signal.throwIfAborted();
    const isCode = question.kind === "mfa-code";
    if (isCode && this.#wish("tty") === "refused") throw new CannotAsk("`--mfa-input` leaves the terminal out");
    // Whoever answers, and must wait for the next code, is given the time for that.
    if (isCode && question.again && this.#awaited) void this.#begin();
    return this.behind.ask(this.#own(question) as Question<K>, AbortSignal.any([signal, this.#over.signal]));
  }

  override waiting(topic: Topic, asked: "here" | "elsewhere"): void {
    this.behind.waiting(this.#own(topic), asked);
  }

  /** @throws {CannotAsk} this request leaves the input out that wants to know */
  override async surroundings(input?: Parameters<Waiters["wish"]>[0]): Promise<Surroundings> {
    if (input && this.#wish(input) === "refused") throw new CannotAsk("`--mfa-input` or `--no-gui` leaves it out");
    return this.behind.surroundings();
  }

  /** An error that all who wait share, with hints for this request. */
  inOwnWords(error: unknown): unknown {
    return error instanceof PersonRequired ? personRequired(this.#own(error.topic), error.reason) : error;
  }

  /** The request is answered. */
  [Symbol.dispose](): void {
    this.#end();
  }

  /** The same question or topic, in the words of this request: another one may have come first. */
  #own<T extends { readonly kind: QuestionKind }>(asked: T): T {
    if (asked.kind !== "mfa-code") return asked;
    const { hideArns, target } = this.#wishes;
    return { ...asked, target, ...(hideArns && { hideArns }) };
  }

  #wish(input: Parameters<Waiters["wish"]>[0]): ReturnType<Waiters["wish"]> {
    const { dialogs, mfaInputs } = this.#wishes;
    if (input === "gui" && dialogs === "never") return "refused";
    if (!mfaInputs) return "usual";
    return mfaInputs.includes(input) ? "named" : "refused";
  }

  #onChange(hear: (change: WaitersChange) => void): Disposable {
    const own = this.#listeners.add(hear);
    const behind = this.behind.waiters.onChange(hear);
    return {
      [Symbol.dispose]() {
        own[Symbol.dispose]();
        behind[Symbol.dispose]();
      },
    };
  }

  #await(state: AwaitedCode | undefined): void {
    const begins = state && !this.#awaited;
    this.#awaited = state;
    if (begins) void this.#begin();
    else if (!state) clearTimeout(this.#timer);
  }

  async #begin(): Promise<void> {
    try {
      const patienceMs = await this.#wishes.patienceMs();
      clearTimeout(this.#timer);
      if (!this.#awaited || this.#over.signal.aborted) return;
      this.#timer = setTimeout(() => this.#end(this.#awaited && noCodeInTime(this.#awaited, patienceMs)), patienceMs);
    } catch (error) {
      this.#end(error);
    }
  }

  #end(why?: unknown): void {
    clearTimeout(this.#timer);
    if (why) this.#leave(why);
    if (this.#over.signal.aborted) return;
    this.#over.abort(new CannotAsk("the command that was asked is gone"));
    this.#listeners.tell("went");
  }
}

function noCodeInTime({ refused, serialNumber }: AwaitedCode, patienceMs: number): ActasError {
  const none = `no${refused.length > 0 ? " other" : ""} code within ${patienceMs / 1000} seconds`;
  const hints = ["run the command again when the device is at hand"];
  if (refused.length === 0) {
    return new ActasError("mfa-required", `cannot get the MFA code of ${serialNumber}: ${none}`, { hints });
  }
  const from = refused.join(" and ");
  return new ActasError(
    "access-denied",
    `cannot use the MFA code of ${serialNumber}: AWS did not accept the code of ${from}, and there was ${none}`,
    { hints },
  );
}
