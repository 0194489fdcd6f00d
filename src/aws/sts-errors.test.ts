import { expect, test } from "bun:test";
import { ActasError } from "../base/errors.ts";
import { WrongMfaCode } from "../base/wrong-mfa-code.ts";
import { isClockSkewError, stsError } from "./sts-errors.ts";

const ACTION = "assume role arn:aws:iam::111122223333:role/Dev";
const answered = (name: string, message: string, httpStatusCode: number) => {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: "request-1" } });
};
const facts = (error: unknown) => {
  const found = stsError(error, ACTION, "sts.eu-west-1.amazonaws.com");
  return found instanceof ActasError ? { code: found.code, message: found.message, hints: found.hints } : found;
};
const REQUEST_ID = "for your administrator: AWS request id request-1";

test("a wrong code is answered by asking again", () => {
  const message = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
  expect(facts(answered("AccessDenied", message, 403))).toBeInstanceOf(WrongMfaCode);
});

test("a refusal says what AWS says, and for whom the request id is", () => {
  expect(facts(answered("AccessDenied", "User: ana is not authorized to perform: sts:AssumeRole.", 403))).toEqual({
    code: "access-denied",
    message: `cannot ${ACTION}: STS answered AccessDenied`,
    hints: ["User: ana is not authorized to perform: sts:AssumeRole", REQUEST_ID],
  });
});

test("invalid input says what is invalid", () => {
  expect(facts(answered("ValidationError", "DurationSeconds exceeds the MaxSessionDuration.", 400))).toMatchObject({
    code: "configuration",
    message: `cannot ${ACTION}: STS answered ValidationError: DurationSeconds exceeds the MaxSessionDuration`,
  });
});

test("the text of a signature error is not passed on: it repeats what was signed", () => {
  const leak = "The Canonical String should have been x-amz-security-token:SECRET";
  const found = facts(answered("SignatureDoesNotMatch", leak, 403));
  expect(JSON.stringify(found)).not.toContain("SECRET");
  expect(found).toMatchObject({ code: "access-denied" });
});

test.each([
  ["Throttling", 400, "throttled"],
  ["SlowDown", 503, "throttled"],
  ["ServiceUnavailable", 503, "unreachable"],
  ["InternalFailure", 500, "unreachable"],
  ["ExpiredToken", 403, "access-denied"],
  ["InvalidClientTokenId", 403, "access-denied"],
])("%s (%d) is %s", (name, status, code) => {
  expect(facts(answered(name, "", status))).toMatchObject({ code });
});

test("what never reached AWS says where it was sent and why it failed", () => {
  for (const [failure, reason] of [
    [{ name: "TimeoutError" }, "no answer within the time limit"],
    [{ name: "Error", code: "ConnectionRefused" }, "connection refused"],
    [{ name: "Error", code: "ECONNREFUSED" }, "connection refused"],
    [{ name: "Error", code: "CERT_HAS_EXPIRED" }, "its certificate has expired, or the clock of this machine is wrong"],
    [{ name: "Error", code: "EOTHER" }, "EOTHER"],
  ] as const) {
    expect(facts(failure)).toMatchObject({
      code: "unreachable",
      message: `cannot ${ACTION}: cannot reach STS at sts.eu-west-1.amazonaws.com: ${reason}`,
    });
  }
});

test("a host that is not there may be a region that is spelt wrong, but an endpoint is what it is", () => {
  const hint = "the region decides the address: check it, if eu-west1 is not a region of AWS";
  const failure = { name: "Error", code: "ENOTFOUND" };
  const hints = (where: string) => stsError(failure, ACTION, where);
  expect(hints("sts.eu-west1.amazonaws.com")).toMatchObject({
    hints: [hint, expect.stringContaining("check the network")],
  });
  expect(hints("https://sts.example.com")).toMatchObject({ hints: [expect.stringContaining("check the network")] });
});

test.each([
  ["Unknown", 400],
  ["Error", 403],
  ["NotFound", 404],
  ["SyntaxError", 200],
  ["Access\u0007 Denied", 403],
])("%s (HTTP %d) is not AWS's: something else answers", (name, status) => {
  expect(facts(answered(name, "<html>", status))).toMatchObject({
    code: "unreachable",
    message: `cannot ${ACTION}: sts.eu-west-1.amazonaws.com answered (HTTP ${status}) with something that AWS does not send`,
  });
});

test("a gateway that fails is not called by the name that the SDK has for it", () => {
  expect(facts(answered("Error", "bad gateway", 502))).toMatchObject({
    code: "unreachable",
    message: `cannot ${ACTION}: STS failed (HTTP 502) at sts.eu-west-1.amazonaws.com`,
  });
});

test("a refusal for the time in the signature is known, by name or by text", () => {
  expect(isClockSkewError(answered("RequestTimeTooSkewed", "", 403))).toBe(true);
  expect(
    isClockSkewError(answered("SignatureDoesNotMatch", "Signature expired: 20260301T000000Z is now earlier", 403)),
  ).toBe(true);
  expect(
    isClockSkewError(answered("SignatureDoesNotMatch", "The request signature we calculated does not match", 403)),
  ).toBe(false);
});
