import type { Surroundings } from "../base/surroundings.ts";

/** What the user is asked for when AWS wants the code of an MFA device. Nothing here is secret. */
export interface Question {
  readonly serialNumber: string;
  /** What the code is for, as the user typed it: a profile name or a role ARN. */
  readonly target: string;
  /** Why the question comes again: absent the first time. */
  readonly again?: "wrong-code" | "code-already-used" | "not-six-digits";
}

/** A page on which the user signs in, in a browser. Nothing here is secret. */
export interface SignInPage {
  /** The id of the source, for the user. */
  readonly source: string;
  /** What the browser opens: a short address on loopback that leads there, or the page of the device grant. */
  readonly url: string;
  /** Device grant: what the user types on the page. What another page shows, or has filled in, is not ours. */
  readonly userCode?: string;
  /** Code grant: the port on this machine that the browser has to reach in the end. */
  readonly port?: number;
}

/** What a command waits for, when only a person can do it. */
export type Pending = (
  | { readonly kind: "mfa-code"; readonly serialNumber: string; readonly target: string }
  | { readonly kind: "sign-in"; readonly source: string }
) & {
  /** Another command is asked; absent: this one will be, as soon as there is something to ask. */
  readonly elsewhere?: true;
};

/**
 * The person (or nobody) behind a request. The broker asks through this, and never knows
 * whether a terminal, a socket or many commands are at the other end.
 */
export interface Conversation {
  /**
   * Asks for a code and returns what was typed.
   *
   * @throws {CannotAsk} nobody can be asked here (no terminal, or the program is gone): ask somebody else
   * @throws {ActasError} `cancelled` when the user said no
   */
  ask(question: Question, signal: AbortSignal): Promise<string>;

  /**
   * Shows a page to the user until `signal` says that the sign-in is done, or over.
   *
   * @throws {CannotAsk} no page can be shown here, or the program is gone: show it to somebody else
   * @throws {ActasError} `cancelled` when the user said no
   */
  openPage(page: SignInPage, signal: AbortSignal): Promise<void>;

  /**
   * Where the command runs, for what is run on its behalf; absent where nobody waits.
   *
   * @throws {CannotAsk} the program is gone
   */
  surroundings?(): Promise<Surroundings>;

  /** Why no page can ever be shown here, so that nothing is begun which needs one; absent or undefined: it may be. */
  refusesPages?(): string | undefined;

  /** Somebody, perhaps another command, is being asked and this one waits for the answer. */
  waiting(pending: Pending): void;

  /** Nobody is asked any more. */
  wentOn?(): void;

  /** Says something worth knowing that is not an error, such as a clock that is wrong. */
  tell(notice: string): void;
}

/** Nobody can be asked here; `reason` ends the sentence "cannot ask for the MFA code: …". */
export class CannotAsk extends Error {
  override readonly name = "CannotAsk";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
