import { ActasError } from "../../base/errors.ts";
import type { SsoAnswer } from "./sso-answer.ts";

const REASONS = [
  "access_denied",
  "authorization_pending",
  "expired_token",
  "invalid_client",
  "invalid_grant",
  "invalid_request",
  "invalid_scope",
  "slow_down",
  "unauthorized_client",
] as const;

type Reason = (typeof REASONS)[number];

/**
 * Identity Center said no, in OAuth's words; what that means depends on what was asked.
 *
 * @see RFC 6749 section 5.2, RFC 8628 section 3.5
 */
export class OidcRefusal extends Error {
  override readonly name = "OidcRefusal";
  readonly reason: Reason;
  /** For the user, such as AWS's request id. */
  readonly hints: readonly string[];

  constructor(reason: Reason, hints: readonly string[] = []) {
    super(reason);
    this.reason = reason;
    this.hints = hints;
  }
}

/** The refusal in an answer, or an error for an unknown one. `action` completes "cannot …". */
export function oidcRefusal({ name, error, status, hints }: SsoAnswer, action: string): OidcRefusal | ActasError {
  const word = error ?? wordOf(name);
  const reason = REASONS.find((known) => known === word);
  if (reason) return new OidcRefusal(reason, hints);
  return new ActasError("access-denied", `cannot ${action}: Identity Center answered ${name} (HTTP ${status})`, {
    hints,
  });
}

/** `SlowDownException` is `slow_down`. */
function wordOf(name: string): string {
  return name
    .replace(/Exception$/, "")
    .replace(/\B[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase();
}
