import { expect, test } from "bun:test";
import { ACCOUNTS } from "../accounts.ts";
import { authenticate } from "./authenticate.ts";
import { KeyRing } from "./key-ring.ts";
import type { ReceivedRequest } from "./received-request.ts";
import { readClaim } from "./signature-claim.ts";
import { sha256, signatureV4 } from "./signature-v4.ts";

const ANA = ACCOUNTS.users[0]!;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const MINUTE = 60_000;

test("a request signed with the user's own key is the user's", () => {
  expect(callerOf(signed({}))).toBe("arn:aws:iam::111122223333:user/ana");
});

test("a presigned request to STS is valid for fifteen minutes, whatever its X-Amz-Expires", () => {
  for (const expires of ["60", "604801", ""]) {
    const request = presigned({ expires, service: "sts" });
    expect(callerOf(request, NOW + 14 * MINUTE)).toBe("arn:aws:iam::111122223333:user/ana");
    expect(() => callerOf(request, NOW + 16 * MINUTE)).toThrow("Signature expired");
  }
});

test("a presigned request to S3 is valid until its end, which it must name", () => {
  expect(callerOf(presigned({ expires: "7200", service: "s3" }), NOW + 119 * MINUTE)).toContain("user/ana");
  expect(() => callerOf(presigned({ expires: "60", service: "s3" }), NOW + 2 * MINUTE)).toThrow("too large");
  expect(() => callerOf(presigned({ expires: "604801", service: "s3" }))).toThrow("X-Amz-Expires");
  expect(() => callerOf(presigned({ expires: "", service: "s3" }))).toThrow("X-Amz-Expires");
});

test("a request with only a Date header is accepted when that is signed", () => {
  const date = new Date(NOW).toUTCString();
  expect(callerOf(signed({ headers: { date }, without: "x-amz-date" }))).toBe("arn:aws:iam::111122223333:user/ana");
});

test.each([
  ["body", { body: "Action=AssumeRole" }],
  ["query", { query: "a=b" }],
  ["path", { path: "/other" }],
  ["method", { method: "PUT" }],
] as const)("another %s than the signed one is refused", (_, change) => {
  const request = { ...signed({}), ...change, body: Buffer.from("body" in change ? change.body : BODY) };
  expect(() => callerOf(request)).toThrow("The request signature we calculated does not match");
});

test("another host than the signed one is refused", () => {
  const request = signed({});
  request.headers.set("host", "elsewhere.example.com");
  expect(() => callerOf(request)).toThrow("does not match");
});

test.each([
  [
    -16 * MINUTE,
    "Signature expired: 20260102T024805Z is now earlier than 20260102T024905Z (20260102T030405Z - 15 min.)",
  ],
  [
    16 * MINUTE,
    "Signature not yet current: 20260102T032005Z is still later than 20260102T031905Z (20260102T030405Z + 15 min.)",
  ],
])("the error for a clock %d ms off has both times", (offset, message) => {
  expect(() => callerOf(signed({ at: NOW + offset }))).toThrow(message);
});

test("a clock fourteen minutes off is accepted", () => {
  expect(callerOf(signed({ at: NOW - 14 * MINUTE }))).toContain("user/ana");
});

test.each([
  ["a wrong secret", { secret: "wrong" }, "does not match"],
  ["an unknown key", { accessKeyId: "AKIASANDBOXNOBODY001" }, "security token included in the request is invalid"],
  ["a token with a key that has none", { headers: { "x-amz-security-token": "x" } }, "security token included"],
  ["a service that is not here", { service: "ec2" }, "correct service: 'sts'"],
  ["something that is no region", { region: "moon" }, "valid region"],
  ["the day of another time", { day: "20260101" }, "'20260101' != '20260102'"],
  ["an unsigned host", { without: "host" }, "'host' must be a 'SignedHeader'"],
  ["an unsigned date", { without: "x-amz-date" }, "'x-amz-date' must be a 'SignedHeader'"],
])("%s is refused", (_, options, message) => {
  expect(() => callerOf(signed(options))).toThrow(message);
});

test("temporary keys need their own token, and end", () => {
  const keys = new KeyRing(ACCOUNTS.users);
  const key = keys.issue(keys.find(ANA.accessKeyId)!.caller, new Date(NOW + MINUTE));
  const asKey = (token: string, at = NOW): string => {
    const headers = { "x-amz-security-token": token };
    const { accessKeyId, secretAccessKey: secret } = key;
    return callerOf(signed({ accessKeyId, secret, headers, at }), at, keys);
  };
  expect(asKey(key.session.token)).toContain("user/ana");
  expect(() => asKey(`${key.session.token}x`)).toThrow("is invalid");
  expect(() => asKey(key.session.token, NOW + MINUTE)).toThrow("security token included in the request is expired");
});

test("S3 requires the correct hash of the body", () => {
  const hashed = (hash: string): ReceivedRequest =>
    signed({ service: "s3", headers: { "x-amz-content-sha256": hash }, payloadHash: hash });
  expect(callerOf(hashed(sha256(BODY)))).toContain("user/ana");
  expect(callerOf(hashed("UNSIGNED-PAYLOAD"))).toContain("user/ana");
  expect(() => callerOf(hashed(sha256("other")))).toThrow("does not match what was computed");
  expect(() => callerOf(signed({ service: "s3" }))).toThrow("Missing required header");
});

test.each([
  [{}, "Request is missing Authentication Token"],
  [{ authorization: "Bearer abc" }, "Unsupported AWS 'algorithm'"],
  [{ authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request" }, "requires 'Signature' parameter"],
  [
    { authorization: "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=x", "x-amz-date": "x" },
    "5 slash-delimited elements",
  ],
])("the header %j is incomplete", (headers, message) => {
  expect(() => readClaim({ ...signed({}), headers: new Headers(headers) })).toThrow(message);
});

const BODY = "Action=GetCallerIdentity&Version=2011-06-15";

interface SigningOptions {
  readonly at?: number;
  readonly accessKeyId?: string;
  readonly secret?: string;
  readonly region?: string;
  readonly service?: string;
  readonly day?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A header that is left out of the signature. */
  readonly without?: string;
  readonly payloadHash?: string;
}

function callerOf(request: ReceivedRequest, now = NOW, keys = new KeyRing(ACCOUNTS.users)): string {
  return authenticate(request, readClaim(request), keys, now).caller.arn;
}

function signed(options: SigningOptions): ReceivedRequest {
  const { at = NOW, accessKeyId = ANA.accessKeyId, secret = ANA.secretAccessKey } = options;
  const timestamp = basic(at);
  const { region = "eu-west-1", service = "sts", day: date = timestamp.slice(0, 8) } = options;
  const dated = options.headers?.date ? {} : { "x-amz-date": timestamp };
  const headers = new Headers({ host: "127.0.0.1:4567", ...dated, ...options.headers });
  const signedHeaders = [...headers.keys()].filter((name) => name !== options.without).sort();
  const request = { method: "POST", path: "/", query: "", headers, body: Buffer.from(BODY) };
  const scope = { date, region, service };
  const payloadHash = options.payloadHash ?? sha256(BODY);
  const signature = signatureV4({ ...request, signedHeaders, payloadHash }, timestamp, scope, secret);
  headers.set(
    "authorization",
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${date}/${region}/${service}/aws4_request, ` +
      `SignedHeaders=${signedHeaders.join(";")}, Signature=${signature}`,
  );
  return request;
}

function presigned({ expires, service }: { expires: string; service: "sts" | "s3" }): ReceivedRequest {
  const scope = { date: "20260102", region: "eu-west-1", service };
  const query = new URLSearchParams({
    Action: "GetCallerIdentity",
    Version: "2011-06-15",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${ANA.accessKeyId}/20260102/eu-west-1/${service}/aws4_request`,
    "X-Amz-Date": basic(NOW),
    ...(expires && { "X-Amz-Expires": expires }),
    "X-Amz-SignedHeaders": "host",
  }).toString();
  const headers = new Headers({ host: "127.0.0.1:4567" });
  const request = { method: "GET", path: "/", query, headers, body: new Uint8Array() };
  const payloadHash = service === "s3" ? "UNSIGNED-PAYLOAD" : sha256("");
  const parts = { ...request, signedHeaders: ["host"], payloadHash };
  const signature = signatureV4(parts, basic(NOW), scope, ANA.secretAccessKey);
  return { ...request, query: `${query}&X-Amz-Signature=${signature}` };
}

function basic(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
}
