import { ActasError } from "../../base/errors.ts";
import { shownUrl } from "../../network/shown-url.ts";
import { unreachable } from "../../network/unreachable.ts";

/** What an error of the AWS SDK looks like; a failed fetch has only a name. */
interface SdkError {
  readonly name: string;
  readonly message: string;
  /** OAuth's word for it, in answers of the OIDC API. */
  readonly error?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** A refusal by Identity Center, not interpreted yet. */
export interface SsoAnswer {
  readonly status: number;
  /** Name of the exception, such as `ForbiddenException`. */
  readonly name: string;
  readonly error?: string;
  readonly hints: readonly string[];
}

/**
 * Sorts out what the SDK threw: no answer, an answer that is not AWS's, throttling and failures of AWS are errors
 * for the user; what is left is AWS's refusal. No text of the answer is passed on: it may repeat what was sent.
 *
 * @param action - completes "cannot …"
 * @throws {ActasError} `unreachable`, `throttled`
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/CommonErrors.html
 */
export function ssoAnswer(failure: unknown, action: string, address: string): SsoAnswer {
  const where = shownUrl(address);
  if (failure instanceof ActasError) throw failure;
  const { name, error, $metadata } = failure as SdkError;
  const status = $metadata?.httpStatusCode;
  if (status === undefined) {
    const hint = `the region decides the address: check it, if ${where} is not where your Identity Center is`;
    throw unreachable(failure as SdkError, action, "Identity Center", where, [hint]);
  }
  const hints = $metadata?.requestId ? [`for your administrator: AWS request id ${$metadata.requestId}`] : [];
  if (status === 429 || /^(Throttling|TooManyRequests)/.test(name)) throw throttled(action, hints);
  if (status >= 500) throw failedThere(action, where, status, hints);
  if (isNotOfAws(name, status)) throw notAws(action, where, status);
  return { status, name: plain(name), hints, ...(typeof error === "string" && { error }) };
}

/** AWS never redirects, and names each of its refusals: the SDK has no name for what a proxy or a network answers. */
export function isNotOfAws(name: string, status: number): boolean {
  return status < 400 || ["Error", "NotFound", "SyntaxError", "Unknown", "UnknownError"].includes(name);
}

/** The name comes from whatever server answered, and it is printed. */
function plain(name: string): string {
  return /^\w{1,64}$/.test(name) ? name : "an error without a name";
}

/** The error for an answer that has not what it must have, or is no answer of AWS at all. */
export function notAws(action: string, where: string, status: number): ActasError {
  const reason = `${shownUrl(where)} answered (HTTP ${status}) with something that AWS does not send`;
  return new ActasError("unreachable", `cannot ${action}: ${reason}`, {
    hints: [
      "open any web page in a browser: this network may want you to sign in to it first",
      "check the endpoint, if your settings or AWS_ENDPOINT_URL name one, and HTTPS_PROXY",
    ],
  });
}

function throttled(action: string, hints: readonly string[]): ActasError {
  return new ActasError("throttled", `cannot ${action}: Identity Center was asked too often`, {
    hints: ["AWS limits how often it is asked; try again in a minute", ...hints],
  });
}

function failedThere(action: string, where: string, status: number, hints: readonly string[]): ActasError {
  return new ActasError("unreachable", `cannot ${action}: Identity Center failed (HTTP ${status}) at ${where}`, {
    hints: ["try again in a minute", ...hints],
  });
}
