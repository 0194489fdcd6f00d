import { CannotAsk, type Conversation } from "./conversation.ts";
import { ActasError } from "./errors.ts";

/** A conversation with nobody: used where a person must never be waited for. */
export class Nobody implements Conversation {
  readonly #reason: string;
  readonly #refuse: (error: ActasError) => void;
  /** Rejects as soon as somebody else is being asked for what this one waits for. */
  readonly refused: Promise<never>;

  /** `reason` ends "cannot ask for the MFA code of …: ". */
  constructor(reason: string) {
    this.#reason = reason;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.refused = promise;
    this.#refuse = reject;
  }

  ask(): Promise<string> {
    return Promise.reject(new CannotAsk(this.#reason));
  }

  waiting({ serialNumber, target }: { serialNumber: string; target: string }): void {
    this.#refuse(mfaRequired(serialNumber, target, this.#reason));
  }

  tell(): void {}
}

/** The error for a code that nobody could be asked for. */
export function mfaRequired(serialNumber: string, target: string, reason: string): ActasError {
  return new ActasError("mfa-required", `cannot ask for the MFA code of ${serialNumber}: ${reason}`, {
    hints: [`run \`actas whoami ${target}\` in a terminal: it asks for the code, and waiting programs go on`],
  });
}
