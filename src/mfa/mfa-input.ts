import type { MfaInputName, RequestEnvironment } from "../base/credential-request.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";
import type { Waiters } from "../conversation/waiters.ts";

/** What a profile says about where the codes of a device come from. */
export interface CodeWays {
  /** A YubiKey makes the codes. */
  readonly yubikey?: {
    /** Which of several; absent: there is one. */
    readonly serial?: string;
    /** The name of the account on it; absent: the serial number of the MFA device. */
    readonly label?: string;
  };
  /** A command that prints a code. */
  readonly command?: string;
  /** Of the request: it wins over the variables of the command that waits. */
  readonly environment?: RequestEnvironment;
}

/** One place a code can come from. */
export interface MfaInput {
  readonly name: MfaInputName;

  /** What it is called where AWS did not accept its code; absent: a person typed it, and knows. */
  readonly title?: string;

  /** An input that needs no person also serves background refreshes and non-interactive commands. */
  readonly needs: "person" | "nobody";

  /** It is tried when that one has given up. */
  readonly after?: MfaInputName;

  /** It is tried anew when one more command comes to wait: it may have what the others lack. */
  readonly triedAnew?: true;

  /** Whether it is tried, by what users wish and a profile says; absent: always. */
  serves?(waiters: Waiters, ways: CodeWays): boolean;

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
