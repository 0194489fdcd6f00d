import { createHash } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { OtherAnswer } from "../sandbox-service.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { ReceivedRequest } from "../signature/received-request.ts";
import type { StoredObject } from "./stored-object.ts";

/** Path-style only: on 127.0.0.1 there can be no host name with a bucket. Each account has one. */
const OBJECT = /^\/(sandbox-(\d{12}))\/(.+)$/;

/** What of a request is about an object; undefined: it is about something else. */
export function objectAction({ method, path }: ReceivedRequest): "GetObject" | "HeadObject" | "PutObject" | undefined {
  if (path.lastIndexOf("/") < 1) return undefined;
  return ({ GET: "GetObject", HEAD: "HeadObject", PUT: "PutObject" } as const)[method];
}

/**
 * GetObject, HeadObject and PutObject, with the conditions of their headers.
 *
 * @throws {AwsError} `NoSuchBucket`, `AccessDenied`, `NoSuchKey`, `PreconditionFailed`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
export function onObject(request: ReceivedRequest, { accountId }: Caller, aws: MadeUpAws): OtherAnswer {
  const [, bucket, owner, key] = OBJECT.exec(decodeURIComponent(request.path)) ?? [];
  if (!bucket || !key) throw new AwsError("NoSuchBucket", "The specified bucket does not exist");
  if (owner !== accountId) throw new AwsError("AccessDenied", "Access Denied");
  const name = `${bucket}/${key}`;
  return request.method === "PUT" ? put(request, name, aws) : get(request, name, aws);
}

function get({ headers }: ReceivedRequest, name: string, { objects }: MadeUpAws): OtherAnswer {
  const stored = objects.get(name);
  if (!stored) throw new AwsError("NoSuchKey", "The specified key does not exist.");
  const wanted = headers.get("if-match");
  if (wanted !== null && !isNamed(wanted, stored)) throw failed();
  const about = {
    ...stored.headers,
    "accept-ranges": "bytes",
    etag: stored.etag,
    "last-modified": new Date(stored.modified).toUTCString(),
  };
  const had = headers.get("if-none-match");
  if (had !== null && isNamed(had, stored)) return { status: 304, headers: about, body: "" };
  return { status: 200, headers: about, body: stored.body };
}

function put({ body, headers }: ReceivedRequest, name: string, { now, objects }: MadeUpAws): OtherAnswer {
  const stored = objects.get(name);
  const expected = headers.get("if-match");
  if (expected !== null && !stored) throw new AwsError("NoSuchKey", "The specified key does not exist.");
  if (expected !== null && stored && !isNamed(expected, stored)) throw failed();
  if (headers.get("if-none-match") === "*" && stored) throw failed();
  const etag = `"${createHash("md5").update(body).digest("hex")}"`;
  const kept = [...headers].filter(([header]) => header === "content-type" || header.startsWith("x-amz-meta-"));
  objects.set(name, { body, etag, modified: now(), headers: Object.fromEntries(kept) });
  return { status: 200, headers: { etag }, body: "" };
}

/** The quotes are optional at AWS. */
function isNamed(header: string, { etag }: StoredObject): boolean {
  return header === "*" || header.split(",").some((one) => one.trim().replace(/^"?(.*?)"?$/, '"$1"') === etag);
}

function failed(): AwsError {
  return new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
}
