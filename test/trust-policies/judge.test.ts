import { describe, expect, test } from "bun:test";
import { judgeTrust } from "../../src/trust-policies/judge-trust.ts";
import { parseTrustPolicy } from "../../src/trust-policies/trust-policy.ts";
import { tokenQuestion } from "../../src/trust-policies/trust-question.ts";
import { CONDITIONS } from "./conditions.ts";
import { ACCOUNT, questionsOf } from "./people.ts";
import { STATEMENTS } from "./statements.ts";

describe("who gets a role by its trust policy", () => {
  test.each([...CONDITIONS, ...STATEMENTS].map((one) => [one.says, one] as const))(
    "%s",
    (_, { call, claims, may, partition, statements, version }) => {
      const policy = parseTrustPolicy(JSON.stringify({ Version: version ?? "2012-10-17", Statement: statements }));
      if (typeof policy === "string") throw new Error(policy);
      const found = questionsOf(claims, call, partition).map(([letter, question]) => {
        const { answer, dependsOn } = judgeTrust(policy, question);
        expect(dependsOn.length > 0).toBe(answer === "depends");
        return { allowed: letter, depends: `(${letter})`, denied: "", "not-allowed": "" }[answer];
      });
      expect(found.join("")).toBe(may);
    },
  );
});

test("a provider that hands on more claims is judged by them", () => {
  const provider = "token.actions.githubusercontent.com";
  const policy = parseTrustPolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${provider}:repository_id`]: "42" } },
      },
    }),
  );
  if (typeof policy === "string") throw new Error(policy);
  const role = { accountId: ACCOUNT, partition: "aws" };
  const answer = (id: number) =>
    judgeTrust(policy, tokenQuestion(role, provider, { sub: "s", aud: "a", others: { repository_id: id } })).answer;
  expect([answer(42), answer(43)]).toEqual(["allowed", "not-allowed"]);
});
