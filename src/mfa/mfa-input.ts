import type { Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";

/** What the user's files say about where the codes of a device come from. */
export interface CodeWays {
  /** A YubiKey makes the codes. */
  readonly yubikey?: {
    /** Which of several; absent: there is one. */
    readonly serial?: string;
    /** The name of the account on it; absent: the serial number of the MFA device. */
    readonly label?: string;
  };
}

/** One place a code can come from. */
export interface MfaInput {
  /** An input that needs no person also serves background refreshes and non-interactive commands. */
  readonly needs: "person" | "nobody";

  /** Whether it is tried at all; absent: always. */
  readonly serves?: (ways: CodeWays) => boolean;

  /** Forgets secrets that it holds; absent: it holds none. */
  forget?(): void;

  /**
   * Gets one code. It stops, and cleans up, when `signal` aborts: another input was quicker.
   *
   * @throws {CannotAsk} there is no code here: the other inputs go on
   * @throws {ActasError} `cancelled` when a person said no, which ends all of them
   */
  code(
    question: Question<"mfa-code">,
    conversation: Conversation,
    signal: AbortSignal,
    ways: CodeWays,
  ): Promise<string>;
}

/** Typed by the person behind the request. */
const typed: MfaInput = {
  needs: "person",
  code: (question, conversation, signal) => conversation.ask(question, signal),
};

/** Those that remember nothing. All inputs are asked at once, and the first code wins. */
export const MFA_INPUTS: readonly MfaInput[] = [typed];
