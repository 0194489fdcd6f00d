import { printable } from "./printable.ts";

/** Why something failed: stable, crosses the socket, and picks the exit code. */
export type ErrorCode =
  | "bug"
  | "usage"
  | "configuration"
  | "profile-not-found"
  | "source-not-found"
  | "sign-in-required"
  | "mfa-required"
  | "cancelled"
  | "access-denied"
  | "untrusted"
  | "throttled"
  | "unreachable"
  | "agent-unreachable"
  | "unsupported"
  | "system";

interface ErrorDetails {
  readonly hints?: readonly string[];
  readonly cause?: unknown;
}

/**
 * The one error a user sees: one sentence, `cannot <verb> <thing>: <reason>`, and what to do next.
 * Both may repeat what others wrote, so they are made {@link printable}. `cause` never crosses the socket.
 */
export class ActasError extends Error {
  override readonly name = "ActasError";
  readonly code: ErrorCode;
  readonly hints: readonly string[];

  constructor(code: ErrorCode, message: string, { hints = [], cause }: ErrorDetails = {}) {
    super(printable(message), { cause });
    this.code = code;
    this.hints = hints.map(printable);
  }
}

/** Whether the same call may succeed soon: the network is away, or the other side limits calls or has trouble. */
export function isTransient(error: unknown): error is ActasError {
  return error instanceof ActasError && (error.code === "unreachable" || error.code === "throttled");
}
