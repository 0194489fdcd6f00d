import { expect, test } from "bun:test";
import { type CredentialScope, canonicalRequest, type SignedParts, sha256, signatureV4 } from "./signature-v4.ts";

/** Keys, scope and answers of AWS's published "AWS SigV4 test suite" (aws-sig-v4-test-suite). */
const SUITE: CredentialScope = { date: "20150830", region: "us-east-1", service: "service" };
const SUITE_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const SUITE_TIME = "20150830T123600Z";

const SUITE_VECTORS: Record<
  string,
  { parts: Partial<SignedParts>; extra?: Record<string, string>; signature: string }
> = {
  "get-vanilla": { parts: {}, signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  "get-vanilla-query-order-key-case": {
    parts: { query: "Param2=value2&Param1=value1" },
    signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  },
  "get-utf8": {
    parts: { path: "/ሴ" },
    signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
  },
  "get-header-value-trim": {
    parts: { signedHeaders: ["host", "my-header1", "my-header2", "x-amz-date"] },
    extra: { "My-Header1": " value1", "My-Header2": ' "a   b   c"' },
    signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
  },
  "post-vanilla": {
    parts: { method: "POST" },
    signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  },
  "post-x-www-form-urlencoded": {
    parts: {
      method: "POST",
      signedHeaders: ["content-type", "host", "x-amz-date"],
      payloadHash: sha256("Param1=value1"),
    },
    extra: { "Content-Type": "application/x-www-form-urlencoded" },
    signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  },
};

for (const [name, { parts, extra, signature }] of Object.entries(SUITE_VECTORS)) {
  test(`the signature of AWS's test-suite request ${name} is the published one`, () => {
    const headers = new Headers({ Host: "example.amazonaws.com", "X-Amz-Date": SUITE_TIME, ...extra });
    expect(signatureV4(request({ headers, ...parts }), SUITE_TIME, SUITE, SUITE_SECRET)).toBe(signature);
  });
}

test("the worked example of the IAM user guide gives the published signature", () => {
  const headers = new Headers({
    Host: "iam.amazonaws.com",
    "X-Amz-Date": SUITE_TIME,
    "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
  });
  const parts = request({
    headers,
    query: "Action=ListUsers&Version=2010-05-08",
    signedHeaders: ["content-type", "host", "x-amz-date"],
  });
  expect(signatureV4(parts, SUITE_TIME, { ...SUITE, service: "iam" }, SUITE_SECRET)).toBe(
    "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  );
});

test("the presigned example of the S3 documentation gives the published signature", () => {
  const query =
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
    "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host";
  const parts = request({
    headers: new Headers({ Host: "examplebucket.s3.amazonaws.com" }),
    path: "/test.txt",
    query,
    signedHeaders: ["host"],
    payloadHash: "UNSIGNED-PAYLOAD",
  });
  const scope = { date: "20130524", region: "us-east-1", service: "s3" };
  expect(signatureV4(parts, "20130524T000000Z", scope, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).toBe(
    "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  );
});

test("the path is encoded again, except for S3", () => {
  expect(canonicalRequest(request({ path: "/a%20b" }), "encode-again").split("\n")[1]).toBe("/a%2520b");
  expect(canonicalRequest(request({ path: "/a%20b" }), "as-sent").split("\n")[1]).toBe("/a%20b");
});

test("the characters !'()* are encoded in a query, and equal names are sorted by value", () => {
  expect(canonicalRequest(request({ query: "b=2&a=z&a=!'()*&c" }), "as-sent").split("\n")[2]).toBe(
    "a=%21%27%28%29%2A&a=z&b=2&c=",
  );
});

function request(parts: Partial<SignedParts>): SignedParts {
  return {
    method: "GET",
    path: "/",
    query: "",
    headers: new Headers({ Host: "example.amazonaws.com" }),
    signedHeaders: ["host", "x-amz-date"],
    payloadHash: sha256(""),
    ...parts,
  };
}
