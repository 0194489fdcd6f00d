import { ActasError } from "../base/errors.ts";
import { WrongMfaCode } from "../base/wrong-mfa-code.ts";
import { shownUrl } from "../network/shown-url.ts";
import { unreachable } from "../network/unreachable.ts";
import { isNotOfAws, notAws } from "./identity-center/sso-answer.ts";

/** For messages. */
export type AwsService = "STS" | "IAM" | "KMS" | "Organizations" | "DynamoDB" | "S3";

/** What an error of the AWS SDK looks like; a failed fetch has none of it. */
interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $fault?: "client" | "server";
}

const EXPIRED = ["ExpiredToken", "ExpiredTokenException"];
const UNKNOWN_KEYS = ["InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "AuthFailure"];
const CLOCK = ["RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"];
const THROTTLED = [
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "SlowDown",
  "ProvisionedThroughputExceededException",
];

/**
 * Turns what the SDK threw into what the user should know. `action` completes "cannot …" and `where` names the host asked.
 *
 * AWS's own text is passed on only for refusals and invalid input: the text of a signature error repeats signed headers,
 * a session token among them.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function stsError(
  error: unknown,
  action: string,
  where: string,
  service: AwsService = "STS",
): ActasError | WrongMfaCode {
  const failure = error as SdkError;
  const status = failure.$metadata?.httpStatusCode;
  if (status === undefined)
    return unreachable(failure, action, service, where, service === "STS" ? aboutRegion(where) : []);
  if (failure.name === "AccessDenied" && /MultiFactorAuthentication failed with invalid/.test(failure.message)) {
    return new WrongMfaCode();
  }
  const answered = `cannot ${action}: ${service} answered ${failure.name}`;
  const hints = [...adviceFor(failure), ...requestId(failure)];
  if (THROTTLED.includes(failure.name)) {
    return new ActasError("throttled", answered, {
      hints: ["AWS limits how often it is asked; try again in a minute"],
    });
  }
  const isStrange = isNotOfAws(failure.name, status) || !/^[\w.]+$/.test(failure.name);
  if (status >= 500) {
    const what = isStrange ? `cannot ${action}: ${service} failed` : answered;
    return new ActasError("unreachable", `${what} (HTTP ${status}) at ${shownUrl(where)}`, {
      hints: ["try again in a minute", ...requestId(failure)],
    });
  }
  if (isStrange) return notAws(action, where, status);
  if (failure.name === "ValidationError" || failure.name === "RegionDisabledException") {
    return new ActasError("configuration", `${answered}: ${sentence(failure.message)}`, { hints });
  }
  return new AwsRefusal(failure.name, answered, hints);
}

/** A call that AWS refused, for a reason that it has a name for. */
export class AwsRefusal extends ActasError {
  /** AWS's, without `Exception` at its end: SDKs differ in that. */
  readonly awsCode: string;

  constructor(name: string, message: string, hints: readonly string[], code: ActasError["code"] = "access-denied") {
    super(code, message, { hints });
    this.awsCode = name.replace(/Exception$/, "");
  }
}

/** Whether AWS refused a call for the time in its signature; it looks at that before it looks at an MFA code. */
export function isClockSkewError(error: unknown): boolean {
  const { name, message } = error as SdkError;
  return CLOCK.includes(name) || /Signature (not yet current|expired)/.test(message);
}

/** A region that is spelt wrong is a host that is not there; an endpoint is an address already. */
function aboutRegion(where: string): string[] {
  if (where.includes("://")) return [];
  return [`the region decides the address: check it, if ${where.split(".")[1]} is not a region of AWS`];
}

function adviceFor(failure: SdkError): string[] {
  const { name, message } = failure;
  if (name === "AccessDenied") return [sentence(message)];
  if (EXPIRED.includes(name))
    return ["the keys or the session it was asked with have ended; run the command again with `--refresh`"];
  if (isClockSkewError(failure)) {
    return ["the clock of this machine differs from AWS's by minutes; set it right and try again"];
  }
  if (UNKNOWN_KEYS.includes(name))
    return ["AWS does not know these access keys, or the secret key does not belong to them"];
  return [];
}

function requestId({ $metadata }: SdkError): string[] {
  return $metadata?.requestId ? [`for your administrator: AWS request id ${$metadata.requestId}`] : [];
}

/** What a service says, without the period: it becomes a part of our own line. */
export function sentence(text: string): string {
  return text.trim().replace(/\.$/, "");
}
