import { expect, test } from "bun:test";
import type { WebIdentityStatement } from "../trust.ts";
import { trustsToken } from "./trusts-token.ts";

const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/auth.example.com/realm";
const KEY = "auth.example.com/realm";

type Conditions = WebIdentityStatement["Condition"];
const statement = (conditions: Conditions, effect: "Allow" | "Deny" = "Allow"): WebIdentityStatement => ({
  Effect: effect,
  Principal: { Federated: PROVIDER },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: conditions,
});
const context = { [`${KEY}:aud`]: "client", [`${KEY}:sub`]: "ad|ana", [`${KEY}:amr`]: ["mfa", "team-one", "Team-Two"] };
const judged = (conditions: Conditions, given: object = context): boolean =>
  trustsToken([statement(conditions)], { provider: PROVIDER, context: { ...given } });
const amr = (values: string | string[]) => ({ [`${KEY}:amr`]: values });
const sub = (values: string | string[]) => ({ [`${KEY}:sub`]: values });

test.each<[string, Conditions, boolean, boolean]>([
  // What it says of this token, and of one that has no such claim.
  ["one of the list, as it is", { "ForAnyValue:StringEquals": amr("team-one") }, true, false],
  ["one of the list, in other letters", { "ForAnyValue:StringEquals": amr("team-two") }, false, false],
  ["one of the list, letters ignored", { "ForAnyValue:StringEqualsIgnoreCase": amr(["x", "team-two"]) }, true, false],
  ["one of the list, by a pattern", { "ForAnyValue:StringLike": amr("team-?ne") }, true, false],
  ["none by a pattern without its end", { "ForAnyValue:StringLike": amr("team") }, false, false],
  ["all of the list", { "ForAllValues:StringLike": amr(["mfa", "team-*", "Team-*"]) }, true, true],
  ["not all of the list", { "ForAllValues:StringEquals": amr(["mfa", "team-one"]) }, false, true],
  ["one that is not so", { "ForAnyValue:StringNotEquals": amr("mfa") }, true, false],
  ["all that are not so", { "ForAllValues:StringNotLike": amr("team-*") }, false, true],
  ["a list without a quantifier", { StringLike: amr("*") }, false, false],
  ["the subject", { StringEquals: sub("ad|ana") }, true, false],
  ["the subject of several", { StringEquals: sub(["ad|ben", "ad|ana"]) }, true, false],
  ["another subject", { StringNotEquals: sub("ad|ben") }, true, true],
  ["a pattern whose other signs are no pattern", { StringLike: sub("ad.ana") }, false, false],
  ["the subject, if there is one", { StringEqualsIfExists: sub("ad|ben") }, false, true],
  ["that there is a subject", { Null: sub("false") }, true, false],
  ["a quantifier on what is no list", { "ForAnyValue:StringLike": sub("ad|*") }, true, false],
  ["no condition at all", {}, true, true],
])("%s", (_, conditions, withClaim, without) => {
  expect([judged(conditions), judged(conditions, {})]).toEqual([withClaim, without]);
});

test("all conditions must hold, a denial wins, and names of keys are compared without their case", () => {
  const both = { StringEquals: { [`${KEY.toUpperCase()}:AUD`]: "client", ...sub("ad|ana") } };
  expect(judged(both)).toBe(true);
  expect(judged({ ...both, "ForAnyValue:StringEquals": amr("x") })).toBe(false);
  const question = { provider: PROVIDER, context };
  expect(trustsToken([statement({}), statement({ StringEquals: sub("ad|ana") }, "Deny")], question)).toBe(false);
});

test("another provider, another action or nobody in particular is not trusted", () => {
  const question = { provider: PROVIDER, context };
  const others = [
    { ...statement({}), Principal: { Federated: `${PROVIDER}s` } },
    { ...statement({}), Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
  ] as never;
  expect(trustsToken(others, question)).toBe(false);
  expect(trustsToken([], question)).toBe(false);
});

test("an operator that the sandbox does not know is no silent yes or no", () => {
  expect(() => judged({ NumericEquals: amr("1") })).toThrow("does not know the operator NumericEquals");
});
