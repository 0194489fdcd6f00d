import { ActasError } from "../../base/errors.ts";
import type { RequestContext } from "../request-context.ts";

/** The error for an ID token that is not what the provider may send; the reason never repeats what the token says. */
export function untrustedIdToken({ action }: RequestContext, reason: string): ActasError {
  return new ActasError("access-denied", `cannot ${action}: the provider's ID token cannot be trusted: ${reason}`, {
    hints: [
      "do not try again before you know why: ask who runs the provider, and see that this machine's clock is right",
    ],
  });
}
