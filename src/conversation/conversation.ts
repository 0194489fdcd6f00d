import type { MfaInputName } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import type { Surroundings } from "../base/surroundings.ts";
import type { Answer, Question, QuestionKind, Topic } from "./question.ts";
import type { SecurityKey } from "./security-key.ts";
import type { Waiters } from "./waiters.ts";

/**
 * The person behind a request, if there is one, and the command that the person runs. The broker asks through this, and
 * never knows whether a terminal, a socket or many commands are at the other end.
 */
export interface Conversation {
  /** Those who wait for a code. */
  readonly waiters: Waiters;

  /**
   * Asks one question. A `signal` takes it back: the answer came another way, or is not needed any more.
   *
   * @throws {CannotAsk} this question cannot be asked here, or the command is gone: ask another one
   * @throws {ActasError} `cancelled` when the user said no
   */
  ask<K extends QuestionKind>(question: Question<K>, signal: AbortSignal): Promise<Answer<K>>;

  /** Why no question of this kind can ever be asked here, so that nothing is begun which needs it; undefined: it may be. */
  refuses(kind: QuestionKind): string | undefined;

  /** This command waits for an answer: it is asked itself, perhaps later, or another one is. */
  waiting(topic: Topic, asked: "here" | "elsewhere"): void;

  /** The question is over, and the work goes on. */
  wentOn(): void;

  /** What a security key is at that may answer as well; undefined: nothing any more. */
  securityKey(state: SecurityKey | undefined): void;

  /** Says something worth knowing that is not an error, such as a clock that is wrong. */
  tell(notice: string): void;

  /** Says how the work goes, to a user who wants to know. Nothing secret is in it. */
  detail(step: string): void;

  /**
   * Where the command runs, for what is run on its behalf. The command answers this by itself.
   *
   * @param input - what a code comes from that is run there; absent: something else
   * @throws {CannotAsk} the command is gone, there is none, or its user leaves that input out
   */
  surroundings(input?: MfaInputName): Promise<Surroundings>;
}

/** The question cannot be asked here; `reason` ends the sentence "cannot ask for the MFA code: …". */
export class CannotAsk extends Error {
  override readonly name = "CannotAsk";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** The user said no. */
export class Cancelled extends ActasError {
  /** Lets the signal that said so take its usual effect: called when all who wait for the answer have been told. */
  readonly takeEffect: () => void;

  constructor(takeEffect: () => void = () => {}) {
    super("cancelled", "cannot go on: the question was cancelled");
    this.takeEffect = takeEffect;
  }
}
