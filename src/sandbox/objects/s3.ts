import { AwsError, type AwsErrorCode } from "../aws-error.ts";
import type { SandboxService } from "../sandbox-service.ts";
import { toXml } from "../xml.ts";
import { objectAction, onObject } from "./on-object.ts";
import { isWhoObject, whoObject } from "./who-object.ts";

/** S3's own names for the errors of STS. */
const S3_CODES: { readonly [code in AwsErrorCode]?: { readonly code: string; readonly status: number } } = {
  ExpiredToken: { code: "ExpiredToken", status: 400 },
  InvalidClientTokenId: { code: "InvalidAccessKeyId", status: 403 },
  IncompleteSignature: { code: "AuthorizationHeaderMalformed", status: 400 },
  Throttling: { code: "SlowDown", status: 503 },
};

/**
 * The part of Amazon S3 that a program needs for a signed call, and to keep a file: ListBuckets, which gives one bucket
 * for each account; GetObject of an object in each that names its reader; and objects that somebody has put there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const s3: SandboxService = {
  name: "s3",

  actionOf(request) {
    const { method, path } = request;
    return objectAction(request) ?? (method === "GET" && path === "/" ? "ListBuckets" : `${method} ${path}`);
  },

  perform(request, caller, aws) {
    const { method, path } = request;
    if (isWhoObject(request)) return whoObject(request, caller);
    if (objectAction(request)) return onObject(request, caller, aws);
    if (method !== "GET" || path !== "/") {
      throw new AwsError("NotImplemented", "A header you provided implies functionality that is not implemented");
    }
    const bucket = { Name: `sandbox-${caller.accountId}`, CreationDate: "2020-01-01T00:00:00.000Z" };
    const owner = { ID: caller.userId, DisplayName: caller.accountId };
    const result = { Owner: owner, Buckets: { Bucket: [bucket] } };
    return toXml({ ListAllMyBucketsResult: result }, "http://s3.amazonaws.com/doc/2006-03-01/");
  },

  refusal(error, requestId) {
    const { code, status } = S3_CODES[error.code] ?? error;
    return { status, body: toXml({ Error: { Code: code, Message: error.message, RequestId: requestId } }) };
  },

  headers: (requestId) => ({ "content-type": "application/xml", "x-amz-request-id": requestId }),
};
