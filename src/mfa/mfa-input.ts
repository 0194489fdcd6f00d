import type { Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";

/** One place a code can come from. */
export interface MfaInput {
  /** An input that needs no person also serves background refreshes and non-interactive commands. */
  readonly needs: "person" | "nobody";

  /**
   * Gets one code. It stops, and cleans up, when `signal` aborts: another input was quicker.
   *
   * @throws {CannotAsk} there is no code here: the other inputs go on
   * @throws {ActasError} `cancelled` when a person said no, which ends all of them
   */
  code(question: Question<"mfa-code">, conversation: Conversation, signal: AbortSignal): Promise<string>;
}

/** Typed by the person behind the request. */
const typed: MfaInput = {
  needs: "person",
  code: (question, conversation, signal) => conversation.ask(question, signal),
};

/** All of them. They are asked at once, and the first code wins. */
export const MFA_INPUTS: readonly MfaInput[] = [typed];
