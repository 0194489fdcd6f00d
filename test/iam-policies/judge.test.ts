import { describe, expect, test } from "bun:test";
import { judgeRole } from "../../src/iam-policies/judge-role.ts";
import { permissionsFrom } from "../../src/iam-policies/permissions.ts";
import { type Policy, parsePolicy } from "../../src/iam-policies/policy-document.ts";
import { ACTIONS, NOT_ACTIONS } from "./actions.ts";
import { ROLE, type Table, USER } from "./case.ts";
import { BOUNDARIES, COMBINATIONS } from "./combinations.ts";
import { CONDITIONS, SETS } from "./conditions.ts";
import { MFA } from "./mfa.ts";
import { NOT_RESOURCES, RESOURCES } from "./resources.ts";
import { VARIABLES } from "./variables.ts";

const TABLES: readonly Table[] = [
  ACTIONS,
  NOT_ACTIONS,
  RESOURCES,
  NOT_RESOURCES,
  VARIABLES,
  CONDITIONS,
  SETS,
  MFA,
  COMBINATIONS,
  BOUNDARIES,
];

for (const { page, cases } of TABLES) {
  describe(`IAM User Guide, ${page}`, () => {
    for (const { says, policies, boundary, role = ROLE, answer, signedWith, dependsOn } of cases) {
      test(`${says}: ${answer}`, () => {
        const permissions = permissionsFrom({
          identity: policiesFrom(policies),
          ...(boundary && { boundary: policyFrom("boundary", { Version: "2012-10-17", Statement: boundary }) }),
        });
        const judgement = judgeRole(role, USER, permissions);
        expect(judgement).toMatchObject({ answer, signedWith: signedWith ?? ["keys", "session", "mfa"] });
        if (dependsOn || answer !== "depends") expect(judgement.dependsOn).toEqual(dependsOn ?? []);
        if (answer === "depends") expect(judgement.dependsOn).not.toEqual([]);
      });
    }
  });
}

test("each table has cases, and there are more than a hundred", () => {
  expect(TABLES.flatMap(({ cases }) => cases).length).toBeGreaterThan(100);
});

/** Loose statements are one policy. */
function policiesFrom(parts: readonly object[]): Policy[] {
  const areDocuments = parts.every((part) => "Statement" in part);
  const documents = areDocuments ? parts : [{ Version: "2012-10-17", Statement: parts }];
  return documents.map((document, index) => policyFrom(`policy ${index}`, document));
}

/** As IAM gives it. */
function policyFrom(name: string, document: object): Policy {
  return parsePolicy(name, encodeURIComponent(JSON.stringify(document)));
}
