import { expect, test } from "bun:test";
import { isTrusted, type TrustPolicy, type TrustQuestion, type TrustStatement } from "./trust.ts";

const ANA: TrustQuestion = {
  accountId: "111122223333",
  arn: "arn:aws:iam::111122223333:user/ana",
  identityArn: "arn:aws:iam::111122223333:user/ana",
  context: {},
};
const DEV: TrustQuestion = {
  accountId: "111122223333",
  arn: "arn:aws:sts::111122223333:assumed-role/Dev/work",
  identityArn: "arn:aws:iam::111122223333:role/Dev",
  context: { "aws:MultiFactorAuthPresent": "false" },
};

test.each([
  ["the account's root", "arn:aws:iam::111122223333:root", true, true],
  ["the account's number", "111122223333", true, true],
  ["another account's root", "arn:aws:iam::444455556666:root", false, false],
  ["the user", "arn:aws:iam::111122223333:user/ana", true, false],
  ["another user", "arn:aws:iam::111122223333:user/ben", false, false],
  ["the role", "arn:aws:iam::111122223333:role/Dev", false, true],
  ["that session of the role", "arn:aws:sts::111122223333:assumed-role/Dev/work", false, true],
  ["another session of the role", "arn:aws:sts::111122223333:assumed-role/Dev/play", false, false],
  ["everybody", "*", true, true],
])("a policy that names %s", (_, principal, ana, dev) => {
  expect([isTrusted(allow(principal), ANA), isTrusted(allow(principal), DEV)]).toEqual([ana, dev]);
});

test("one of several principals is enough, and a service never matches here", () => {
  expect(isTrusted([{ ...statement("x"), Principal: { AWS: ["x", ANA.arn] } }], ANA)).toBe(true);
  expect(isTrusted([{ ...statement("x"), Principal: { Service: "ec2.amazonaws.com" } }], ANA)).toBe(false);
});

test("Bool requires the MFA key to be present and true; BoolIfExists allows its absence", () => {
  const strict = allow("*", { Bool: { "aws:MultiFactorAuthPresent": "true" } });
  const lenient = allow("*", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } });
  const answers = (mfa?: string): boolean[] =>
    [strict, lenient].map((policy) =>
      isTrusted(policy, { ...ANA, context: mfa ? { "aws:MultiFactorAuthPresent": mfa } : {} }),
    );
  expect(answers("true")).toEqual([true, true]);
  expect(answers("false")).toEqual([false, false]);
  expect(answers()).toEqual([false, true]);
});

test("the external id must match exactly", () => {
  const policy = allow("*", { StringEquals: { "sts:ExternalId": "Tree" } });
  const asked = (id?: string): boolean => isTrusted(policy, { ...ANA, context: id ? { "sts:ExternalId": id } : {} });
  expect([asked("Tree"), asked("tree"), asked()]).toEqual([true, false, false]);
});

test("every condition of a statement must hold", () => {
  const policy = allow("*", {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    StringEquals: { "sts:ExternalId": "Tree" },
  });
  expect(isTrusted(policy, { ...ANA, context: { "sts:ExternalId": "Tree" } })).toBe(false);
});

test("a denial wins over any permission", () => {
  expect(isTrusted([...allow("*"), { ...statement(ANA.arn), Effect: "Deny" }], ANA)).toBe(false);
  expect(isTrusted([...allow("*"), { ...statement("x"), Effect: "Deny" }], ANA)).toBe(true);
});

function allow(principal: string, condition?: TrustStatement["Condition"]): TrustPolicy {
  return [{ ...statement(principal), ...(condition && { Condition: condition }) }];
}

function statement(principal: string): TrustStatement {
  return { Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" };
}
