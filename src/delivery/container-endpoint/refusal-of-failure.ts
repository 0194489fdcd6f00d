import { ActasError, type ErrorCode } from "../../base/errors.ts";
import type { Refusal } from "../../http/refusal.ts";

/**
 * Status and code of each failure. 4xx where a retry is useless: the Go and Java SDKs then stop at once, and the JS SDK
 * passes on `Code` and `Message` for no other status. botocore prints the body, and always tries three times.
 */
const ANSWERS: Record<ErrorCode, { readonly status: number; readonly code: string }> = {
  "sign-in-required": { status: 401, code: "SignInRequired" },
  "mfa-required": { status: 401, code: "MfaRequired" },
  cancelled: { status: 401, code: "Cancelled" },
  "access-denied": { status: 403, code: "AccessDenied" },
  untrusted: { status: 403, code: "Untrusted" },
  usage: { status: 400, code: "InvalidRequest" },
  configuration: { status: 400, code: "InvalidConfiguration" },
  "profile-not-found": { status: 404, code: "ProfileNotFound" },
  "source-not-found": { status: 404, code: "SourceNotFound" },
  "role-not-found": { status: 404, code: "RoleNotFound" },
  unsupported: { status: 400, code: "Unsupported" },
  throttled: { status: 429, code: "Throttling" },
  unreachable: { status: 503, code: "Unreachable" },
  "agent-unreachable": { status: 503, code: "Unreachable" },
  system: { status: 500, code: "InternalError" },
  bug: { status: 500, code: "InternalError" },
};

/** What a program is answered that gets no credentials. */
export function refusalOfFailure(error: unknown): Refusal {
  if (!(error instanceof ActasError)) return { ...ANSWERS.bug, message: "cannot give credentials: actas failed" };
  return { ...ANSWERS[error.code], message: [error.message, ...error.hints].join("; ") };
}
