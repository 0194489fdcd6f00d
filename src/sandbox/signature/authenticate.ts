import { timingSafeEqual } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import { isKnownIn } from "../partitions.ts";
import type { KeyRing, SandboxKey } from "./key-ring.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { SignatureClaim } from "./signature-claim.ts";
import { type SignedParts, sha256, signatureV4 } from "./signature-v4.ts";

/** Allowed difference between the clocks of client and server: STS and S3 both say "15 min." in their answers. */
const SKEW_MS = 15 * 60_000;
const SERVICES = ["sts", "iam", "s3", "organizations", "dynamodb", "kms"];
const WEEK_SECONDS = 604_800;

/**
 * Verifies a signature like AWS: the key is known, its token belongs to it and has not expired, the time is right, all
 * required headers are signed, and the signature is the one we calculate.
 *
 * @throws {AwsError} the fault, in AWS's words
 */
export function authenticate(request: ReceivedRequest, claim: SignatureClaim, keys: KeyRing, now: number): SandboxKey {
  checkScope(claim);
  checkSignedHeaders(request, claim);
  const key = findKey(claim, keys, now);
  checkTime(claim, now);
  checkSignature(request, claim, key);
  return key;
}

function checkScope({ scope, timestamp }: SignatureClaim): void {
  if (!SERVICES.includes(scope.service)) {
    throw mismatch("Credential should be scoped to correct service: 'sts'. ");
  }
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(scope.region)) {
    throw mismatch("Credential should be scoped to a valid region. ");
  }
  if (scope.date !== timestamp.slice(0, 8)) {
    const dates = `'${scope.date}' != '${timestamp.slice(0, 8)}'`;
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ${dates}, from '${timestamp}'.`,
    );
  }
}

/** `host` and every `x-amz-` header must be signed, and the date in one of its two forms. */
function checkSignedHeaders({ headers }: ReceivedRequest, { form, signedHeaders }: SignatureClaim): void {
  const dated = form === "presigned" || signedHeaders.some((name) => name === "x-amz-date" || name === "date");
  const needed = ["host", ...[...headers.keys()].filter((name) => name.startsWith("x-amz-"))];
  const missing = needed.find((name) => !signedHeaders.includes(name)) ?? (dated ? undefined : "x-amz-date");
  if (missing) throw mismatch(`'${missing}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function findKey({ accessKeyId, scope, sessionToken }: SignatureClaim, keys: KeyRing, now: number): SandboxKey {
  const key = keys.find(accessKeyId);
  const isUsable = !key?.own || (key.own.status === "Active" && key.own.knownFrom <= now);
  const isKnown = key && isUsable && isKnownIn(scope.region, key.caller.arn);
  if (!isKnown || !equal(key.session?.token ?? "", sessionToken ?? "")) {
    throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.");
  }
  if (key.session && key.session.expiration.getTime() <= now) {
    throw new AwsError("ExpiredToken", "The security token included in the request is expired");
  }
  return key;
}

/** STS gives a presigned request its usual fifteen minutes and ignores `X-Amz-Expires`; S3 requires it. */
function checkTime({ form, timestamp, scope, expiresSeconds }: SignatureClaim, now: number): void {
  const isS3 = scope.service === "s3";
  const refuse = isS3 ? tooSkewed : mismatch;
  const pastMs = isS3 && form === "presigned" ? lifetimeMs(expiresSeconds) : SKEW_MS;
  const signedAt = timeOf(timestamp);
  if (signedAt < now - pastMs) {
    const limit = `${basic(now - pastMs)} (${basic(now)} - ${pastMs / 60_000} min.)`;
    throw refuse(`Signature expired: ${timestamp} is now earlier than ${limit}`);
  }
  if (signedAt > now + SKEW_MS) {
    const limit = `${basic(now + SKEW_MS)} (${basic(now)} + ${SKEW_MS / 60_000} min.)`;
    throw refuse(`Signature not yet current: ${timestamp} is still later than ${limit}`);
  }
}

function timeOf(timestamp: string): number {
  const time = Date.parse(timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (Number.isNaN(time)) throw new AwsError("IncompleteSignature", "Date must be in ISO-8601 'basic format'.");
  return time;
}

function lifetimeMs(seconds = Number.NaN): number {
  if (seconds >= 1 && seconds <= WEEK_SECONDS) return seconds * 1000;
  throw new AwsError("IncompleteSignature", "X-Amz-Expires must be between 1 and 604800 seconds");
}

function checkSignature(request: ReceivedRequest, claim: SignatureClaim, { secretAccessKey }: SandboxKey): void {
  const parts: SignedParts = {
    ...request,
    query: claim.form === "header" ? request.query : request.query.replace(/(^|&)X-Amz-Signature=[^&]*/, ""),
    signedHeaders: claim.signedHeaders,
    payloadHash: payloadHash(request, claim),
  };
  if (!equal(signatureV4(parts, claim.timestamp, claim.scope, secretAccessKey), claim.signature)) {
    throw mismatch(
      "The request signature we calculated does not match the signature you provided. " +
        "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
}

/** Only S3 requires the client to send the hash of its body, or to say that it is not signed. */
function payloadHash({ headers, body }: ReceivedRequest, { form, scope }: SignatureClaim): string {
  if (scope.service !== "s3") return sha256(body);
  const stated = form === "presigned" ? "UNSIGNED-PAYLOAD" : headers.get("x-amz-content-sha256");
  if (stated === null) {
    throw new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  if (stated !== "UNSIGNED-PAYLOAD" && stated !== sha256(body)) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new AwsError("XAmzContentSHA256Mismatch", message);
  }
  return stated;
}

function equal(ours: string, theirs: string): boolean {
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function mismatch(message: string): AwsError {
  return new AwsError("SignatureDoesNotMatch", message);
}

function tooSkewed(): AwsError {
  const message = "The difference between the request time and the current time is too large.";
  return new AwsError("RequestTimeTooSkewed", message);
}

function basic(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
}
