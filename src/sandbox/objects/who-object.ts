import { AwsError } from "../aws-error.ts";
import type { OtherAnswer } from "../sandbox-service.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { ReceivedRequest } from "../signature/received-request.ts";

/** Path-style only: on 127.0.0.1 there can be no host name with a bucket. */
const WHO = /^\/sandbox-(\d{12})\/who\.csv$/;

/** Whether a request is for the object that names its reader. */
export function isWhoObject({ method, path }: ReceivedRequest): boolean {
  return (method === "GET" || method === "HEAD") && WHO.test(path);
}

/**
 * A table with one column, `arn`, and one row: the reader's ARN. Only a part of it for a request with a `Range`.
 *
 * @throws {AwsError} `AccessDenied` for a caller of another account
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function whoObject({ path, headers }: ReceivedRequest, { arn, accountId }: Caller): OtherAnswer {
  if (WHO.exec(path)?.[1] !== accountId) throw new AwsError("AccessDenied", "Access Denied");
  const text = `arn\n${arn}\n`;
  const about = {
    "accept-ranges": "bytes",
    "content-type": "text/csv",
    etag: `"${Bun.hash(text).toString(16)}"`,
    "last-modified": "Wed, 01 Jan 2020 00:00:00 GMT",
  };
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.get("range") ?? "") ?? [];
  if (first === undefined) return { status: 200, headers: about, body: text };
  const end = Math.min(last ? Number(last) : text.length - 1, text.length - 1);
  const range = `bytes ${first}-${end}/${text.length}`;
  return { status: 206, headers: { ...about, "content-range": range }, body: text.slice(Number(first), end + 1) };
}
