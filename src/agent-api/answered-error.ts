import { ActasError } from "../base/errors.ts";
import { TargetRefused } from "../settings/target-refused.ts";
import type { ErrorMessage } from "./error-message.ts";

/** What the agent answered in place of a result. */
export function answeredError(answer: ErrorMessage): ActasError {
  const { error, error_description, hints, refused } = answer;
  return refused
    ? new TargetRefused(error, error_description, { hints })
    : new ActasError(error, error_description, { hints });
}
