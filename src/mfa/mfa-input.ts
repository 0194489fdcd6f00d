import type { MfaInputName, RequestEnvironment } from "../base/credential-request.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Question } from "../conversation/question.ts";

/** What the user says, in files and on the command line, about where the codes of a device come from. */
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
  /** Only these are tried; absent: all that are set up. */
  readonly inputs?: readonly MfaInputName[];
  readonly dialogs?: "never";
  /** How long a code is waited for; absent: a minute. */
  readonly timeoutMs?: number;
}

/** One place a code can come from. */
export interface MfaInput {
  readonly name: MfaInputName;

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
