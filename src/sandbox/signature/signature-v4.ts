import { createHash, createHmac } from "node:crypto";

/** The parts of an HTTP request that its signature covers. */
export interface SignedParts {
  readonly method: string;
  /** As on the request line: encoded once, or as the client typed it. */
  readonly path: string;
  /** Without `?`, as on the request line and without `X-Amz-Signature`. */
  readonly query: string;
  readonly headers: Headers;
  /** Lower case, sorted. */
  readonly signedHeaders: readonly string[];
  /** SHA-256 of the body in hexadecimal, or S3's `UNSIGNED-PAYLOAD`. */
  readonly payloadHash: string;
}

/** The scope of a signature: one day, one region, one service. */
export interface CredentialScope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/**
 * The Signature Version 4 of a request signed at `timestamp` (`YYYYMMDDTHHMMSSZ`), in hexadecimal.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureV4(
  parts: SignedParts,
  timestamp: string,
  scope: CredentialScope,
  secretAccessKey: string,
): string {
  const { date, region, service } = scope;
  const scopeText = `${date}/${region}/${service}/aws4_request`;
  const request = sha256(canonicalRequest(parts, service === "s3" ? "as-sent" : "encode-again"));
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, `AWS4-HMAC-SHA256\n${timestamp}\n${scopeText}\n${request}`).toString("hex");
}

/** Step 1 of signing: the request in canonical form. Only S3 uses the path as sent. */
export function canonicalRequest(parts: SignedParts, pathEncoding: "encode-again" | "as-sent"): string {
  const { method, path, query, headers, signedHeaders, payloadHash } = parts;
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${trimAll(headers.get(name) ?? "")}\n`).join("");
  const canonicalPath = pathEncoding === "as-sent" ? path : path.split("/").map(encode).join("/");
  return [method, canonicalPath, canonicalQuery(query), canonicalHeaders, signedHeaders.join(";"), payloadHash].join(
    "\n",
  );
}

/** SHA-256 in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function canonicalQuery(query: string): string {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [encode(decode(name)), encode(decode(value.join("=")))] as const;
    })
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="))
    .join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Encodes all but RFC 3986's unreserved characters; `encodeURIComponent` leaves five more. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function trimAll(value: string): string {
  return value.trim().replace(/\s+/g, " ");
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
