import { describe, expect, test } from "bun:test";
import { judgeTrust } from "../../src/trust-policies/judge-trust.ts";
import { lintTrust } from "../../src/trust-policies/lint-trust.ts";
import { parseTrustPolicy, type TrustPolicy } from "../../src/trust-policies/trust-policy.ts";
import { tokenQuestion } from "../../src/trust-policies/trust-question.ts";
import { ACCOUNT, ARN, allow, PROVIDER, questionsOf, when } from "./people.ts";

/** A is in dev and ops, B in dev, C in no group, D in Ops. */
interface Case {
  readonly says: string;
  readonly statements: object;
  readonly may: string;
  readonly findings?: readonly string[];
}

/** The kinds of policies that Mozilla's builder is tested with, and what STS does with each. */
const CASES: readonly Case[] = [
  {
    says: "a group by StringEquals with a set operator",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", "dev"])),
    may: "AB",
  },
  {
    says: "a list of groups by StringEquals with a set operator",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", ["dev", "Ops"]])),
    may: "ABD",
  },
  {
    says: "a group by StringLike with a set operator",
    statements: allow(when(["ForAnyValue:StringLike", "amr", "dev"])),
    may: "AB",
  },
  {
    says: "a pattern by StringLike with a set operator",
    statements: allow(when(["ForAnyValue:StringLike", "amr", "?e*"])),
    may: "AB",
  },
  {
    says: "a group without a set operator, which is accepted with a warning and lets nobody in (Z-62)",
    statements: allow(when(["StringLike", "amr", "dev"])),
    may: "",
    findings: ["plain-operator-on-list"],
  },
  {
    says: "a wildcard in StringEquals, which is a star",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", "d*"])),
    may: "",
    findings: ["wildcard-in-equals"],
  },
  {
    says: "two operators on groups, which is both at once",
    statements: allow(when(["ForAnyValue:StringLike", "amr", "d*"], ["ForAnyValue:StringEquals", "amr", "ops"])),
    may: "A",
  },
  {
    says: "no condition on groups, which is everybody",
    statements: allow(when(["StringEquals", "aud", "cli"])),
    may: "ABD",
    findings: ["open-to-application"],
  },
  {
    says: "a group that must not be, which looks at each",
    statements: allow(when(["ForAllValues:StringNotEquals", "amr", "ops"])),
    may: "BCD",
    findings: ["open-to-provider"],
  },
  {
    says: "groups that differ in case, which are two",
    statements: allow(when(["ForAnyValue:StringEquals", "amr", ["ops", "Ops"]])),
    may: "AD",
    findings: ["groups-differ-in-case"],
  },
  {
    says: "another account's provider beside our own, which loses its statement alone",
    statements: [
      allow({ Principal: { Federated: ARN.replace(ACCOUNT, "444455556666") } }),
      allow(when(["ForAnyValue:StringEquals", "amr", "dev"])),
    ],
    may: "AB",
    findings: ["foreign-provider"],
  },
  {
    says: "an action in other case within a list",
    statements: allow({
      Action: ["s3:Get*", "STS:ASSUMEROLEWITHWEBIDENTITY"],
      ...when(["ForAnyValue:StringEquals", "amr", "dev"]),
    }),
    may: "AB",
  },
  {
    says: "another action",
    statements: allow({ Action: "sts:AssumeRole", ...when(["ForAnyValue:StringEquals", "amr", "dev"]) }),
    may: "",
  },
];

describe("policies as Mozilla's builder knows them (Z-58, Z-60, Z-68)", () => {
  test.each(CASES.map((one) => [one.says, one] as const))("%s", (_, { findings = [], may, statements }) => {
    const policy = policyOf({ Version: "2012-10-17", Statement: statements });
    const found = questionsOf().map(([letter, question]) =>
      judgeTrust(policy, question).answer === "allowed" ? letter : "",
    );
    expect(found.join("")).toBe(may);
    const codes: readonly string[] = lintTrust(policy, ACCOUNT).map(({ code }) => code);
    for (const code of findings) expect(codes).toContain(code);
  });
});

test("a policy without statements gives nobody the role, and text that is escaped is read (Z-58)", () => {
  expect(parseTrustPolicy('{"Version":"2012-10-17"}')).toBeString();
  const escaped = encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: [allow()] }));
  const read = parseTrustPolicy(escaped);
  expect(typeof read === "object" && read.statements).toHaveLength(1);
});

test("of a token aud, sub and amr reach a policy, and no other claim of a provider like this (Z-64)", () => {
  const claims = { sub: "ana", aud: "cli", amr: ["dev"], others: { email: "a@b", groups: ["dev"], oaud: "cli" } };
  const { context } = tokenQuestion({ accountId: ACCOUNT, partition: "aws" }, PROVIDER, claims);
  const given = ["aud", "sub", "amr", "oaud", "email", "groups"].map((claim) => context(`${PROVIDER}:${claim}`));
  expect(given).toEqual([{ text: "cli" }, { text: "ana" }, { texts: ["dev"] }, "absent", "absent", "absent"]);
});

test("a condition on aud decides like any other, so no role is listed that STS would refuse for it (Z-66)", () => {
  const policy = policyOf({
    Version: "2012-10-17",
    Statement: allow(when(["StringEquals", "aud", "web"], ["ForAnyValue:StringEquals", "amr", "dev"])),
  });
  for (const [, question] of questionsOf()) expect(judgeTrust(policy, question).answer).toBe("not-allowed");
});

test("a provider without the client of a token gives nobody the role, whatever the policy says (case 35, O-51)", () => {
  const policy = policyOf({ Version: "2012-10-17", Statement: allow() });
  const answer = (clientIds: readonly string[], azp?: string) => {
    const claims = { sub: "ana", aud: "cli", ...(azp && { azp }) };
    return judgeTrust(policy, tokenQuestion({ accountId: ACCOUNT, partition: "aws" }, PROVIDER, claims, { clientIds }))
      .answer;
  };
  expect([answer(["cli"]), answer(["web", "cli"]), answer(["web"]), answer([]), answer(["CLI"])]).toEqual([
    "allowed",
    "allowed",
    "not-allowed",
    "not-allowed",
    "not-allowed",
  ]);
  // With azp, that is the client.
  expect([answer(["cli"], "app"), answer(["app"], "app")]).toEqual(["not-allowed", "allowed"]);
});

function policyOf(document: object): TrustPolicy {
  const policy = parseTrustPolicy(JSON.stringify(document));
  if (typeof policy === "string") throw new Error(policy);
  return policy;
}
