import { printable } from "./printable.ts";

/** The kind of a failure. Codes are stable, cross the socket, and decide the exit code. */
export type ErrorCode =
  | "bug"
  | "usage"
  | "configuration"
  | "profile-not-found"
  | "source-not-found"
  | "role-not-found"
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
 * The one error that users see: one sentence, `cannot <verb> <thing>: <reason>`, and hints on what to do next.
 * Both may quote text from elsewhere, so they are made {@link printable}. `cause` never crosses the socket.
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

/** Whether the same call may succeed soon: the network is down, or the server limits calls or has trouble. */
export function isTransient(error: unknown): error is ActasError {
  return error instanceof ActasError && (error.code === "unreachable" || error.code === "throttled");
}
