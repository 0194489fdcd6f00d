import { expect, test } from "bun:test";
import { allow, deny, USER, variable } from "../../test/iam-policies/case.ts";
import { grantedRoles } from "./granted-roles.ts";
import { permissionsFrom } from "./permissions.ts";
import { parsePolicy } from "./policy-document.ts";

const ANY = "arn:aws:iam::444455556666:role/*";
const DEV = "arn:aws:iam::444455556666:role/dev-*";
const MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

function granted(statements: readonly object[], boundary?: readonly object[]) {
  const read = (name: string, some: readonly object[]) =>
    parsePolicy(name, JSON.stringify({ Version: "2012-10-17", Statement: some }));
  const limits = boundary && { boundary: read("the boundary", boundary) };
  return grantedRoles(USER, permissionsFrom({ identity: [read("the policy", statements)], ...limits }));
}

function patterns(...of: Parameters<typeof granted>) {
  return granted(...of).patterns.map(({ pattern, answer, limits }) => ({ pattern, answer, limits }));
}

test("roles are named by ARNs, also where a variable stands for a known text", () => {
  const statements = [
    allow({ Resource: ["arn:aws:iam::444455556666:role/B", "arn:aws:iam::444455556666:role/A"] }),
    allow({ Resource: `arn:aws:iam::111122223333:role/${variable("aws:username")}` }),
    allow({ Action: "s3:GetObject", Resource: "arn:aws:iam::444455556666:role/NotThis" }),
    allow({ Resource: "arn:aws:s3:::bucket" }),
  ];
  expect(granted(statements)).toEqual({
    named: [
      "arn:aws:iam::111122223333:role/alice",
      "arn:aws:iam::444455556666:role/A",
      "arn:aws:iam::444455556666:role/B",
    ],
    patterns: [],
  });
});

test("a pattern that can match no role is left out", () => {
  expect(patterns([allow({ Resource: ["arn:aws:s3:::*", "arn:aws:iam::*:user/*"] })])).toEqual([]);
});

test("a pattern is allowed as it is", () => {
  expect(patterns([allow({ Resource: ANY })])).toEqual([{ pattern: ANY, answer: "allowed", limits: [] }]);
});

test("a pattern that a denial covers is left out", () => {
  expect(patterns([allow({ Resource: DEV }), deny({ Resource: ANY })])).toEqual([]);
  expect(patterns([allow({ Resource: DEV }), deny({ Resource: "*" })])).toEqual([]);
});

test("a denial of some of the roles is a limit", () => {
  expect(patterns([allow({ Resource: ANY }), deny({ Resource: DEV })])).toEqual([
    { pattern: ANY, answer: "allowed", limits: [`the policy denies ${DEV}`] },
  ]);
});

test("a denial of other roles is no limit", () => {
  const other = "arn:aws:iam::444455556666:role/prod-*";
  expect(patterns([allow({ Resource: DEV }), deny({ Resource: other })])).toEqual([
    { pattern: DEV, answer: "allowed", limits: [] },
  ]);
});

test("a denial of all but some is no limit for those", () => {
  const statement = { Effect: "Deny", Action: "sts:*", NotResource: ANY };
  expect(patterns([allow({ Resource: DEV }), statement])).toEqual([{ pattern: DEV, answer: "allowed", limits: [] }]);
  expect(patterns([allow({ Resource: "*" }), statement])).toEqual([
    { pattern: "*", answer: "allowed", limits: [`the policy denies all but ${ANY}`] },
  ]);
});

test("a denial that depends on something makes the pattern depend on it", () => {
  const byAddress = { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
  expect(granted([allow({ Resource: DEV }), deny({ Resource: ANY, ...byAddress })]).patterns).toMatchObject([
    { answer: "depends", dependsOn: ["aws:SourceIp"] },
  ]);
  expect(patterns([allow({ Resource: ANY }), deny({ Resource: DEV, ...byAddress })])).toEqual([
    { pattern: ANY, answer: "allowed", limits: [`the policy denies ${DEV}, depending on aws:SourceIp`] },
  ]);
});

test("a denial with a variable that has no value does not count as an allowance", () => {
  const statement = deny({ Resource: ["*", `arn:aws:iam::*:role/${variable("aws:SourceIp")}`] });
  expect(granted([allow({ Resource: DEV }), statement]).patterns).toMatchObject([
    { answer: "depends", dependsOn: [variable("aws:SourceIp")] },
  ]);
});

test("a pattern with a code only says so", () => {
  expect(granted([allow({ Resource: DEV, Condition: MFA })]).patterns).toMatchObject([
    { answer: "allowed", signedWith: ["mfa"] },
  ]);
});

test("a denial without a code is no limit for calls with one", () => {
  const withoutMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
  expect(granted([allow({ Resource: ANY }), deny({ Resource: DEV, ...withoutMfa })]).patterns).toMatchObject([
    { answer: "allowed", signedWith: ["mfa"], limits: [] },
  ]);
});

test("all roles but some", () => {
  expect(patterns([{ Effect: "Allow", Action: "sts:AssumeRole", NotResource: DEV }])).toEqual([
    { pattern: "*", answer: "allowed", limits: [`not ${DEV}`] },
  ]);
});

test("a boundary that allows some of the roles is a limit, and one that allows none denies", () => {
  expect(patterns([allow({ Resource: ANY })], [allow({ Resource: "*" })])).toEqual([
    { pattern: ANY, answer: "allowed", limits: [] },
  ]);
  expect(patterns([allow({ Resource: ANY })], [allow({ Resource: DEV })])).toEqual([
    { pattern: ANY, answer: "allowed", limits: [`the boundary allows only ${DEV}`] },
  ]);
  expect(patterns([allow({ Resource: ANY })], [allow({ Action: "s3:*", Resource: "*" })])).toEqual([]);
});

test("a variable without a value is a wildcard on which the answer depends", () => {
  const written = variable("aws:PrincipalTag/cost");
  const resource = `arn:aws:iam::444455556666:role/${written}-x`;
  expect(granted([allow({ Resource: resource })]).patterns).toMatchObject([
    { pattern: "arn:aws:iam::444455556666:role/*-x", answer: "depends", dependsOn: [written] },
  ]);
});

test("hostile policies take no time", () => {
  const stars = `arn:aws:iam::444455556666:role/${"*a".repeat(1_000)}b`;
  const begin = performance.now();
  patterns([allow({ Resource: Array.from({ length: 20 }, () => stars) }), deny({ Resource: [stars, "*a*a*a*a*b"] })]);
  const deep = "[".repeat(100_000);
  expect(parsePolicy("deep", deep)).toHaveProperty("unread");
  expect(parsePolicy("long", `{"Statement":"${"x".repeat(500_000)}"}`)).toHaveProperty("unread");
  expect(parsePolicy("encoded", "%E0%A4%A")).toHaveProperty("unread");
  expect(performance.now() - begin).toBeLessThan(2_000);
});
