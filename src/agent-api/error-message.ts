import type { ErrorCode } from "../base/errors.ts";

/** What the agent answers in place of a result. */
export interface ErrorMessage {
  readonly type: "error";
  readonly error: ErrorCode;
  readonly error_description: string;
  readonly hints: readonly string[];
  /** The user's settings refuse it: a client that holds credentials of the target gives them out no longer. */
  readonly refused?: true;
}
