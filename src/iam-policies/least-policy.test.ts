import { expect, test } from "bun:test";
import { ROLE, USER } from "../../test/iam-policies/case.ts";
import { judgeRole } from "./judge-role.ts";
import { leastPolicy } from "./least-policy.ts";
import { permissionsFrom } from "./permissions.ts";
import { parsePolicy } from "./policy-document.ts";

const NEEDS = { firstRoleArn: ROLE, user: { partition: "aws", accountId: USER.accountId } };

test("the policy allows the role, and no other", () => {
  const policy = parsePolicy("least", JSON.stringify(leastPolicy(NEEDS)));
  const permissions = permissionsFrom({ identity: [policy] });
  expect(judgeRole(ROLE, USER, permissions).answer).toBe("allowed");
  expect(judgeRole(`${ROLE}2`, USER, permissions).answer).toBe("not-allowed");
});

test("what is about the user is for the user alone, with a path or without", () => {
  const { Statement } = leastPolicy(NEEDS);
  const own = ["user/", "user/*/"].map((path) => `arn:aws:iam::111122223333:${path}$`.concat("{aws:username}"));
  expect(Statement.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
    ["AssumeRole", ROLE],
    ["RotateOwnKeys", own],
    ["ReadOwnUser", own],
    ["ReadPolicies", "*"],
  ]);
  const changing = Statement.flatMap(({ Action, Resource }) => (Resource === "*" ? Action : []));
  expect(changing.filter((action) => !/^iam:(Get|List)/.test(action))).toEqual([]);
});

test("keys of a user need no policy for a role, and a role that a sign-in lends none about a user", () => {
  expect(leastPolicy({ user: { partition: "aws-cn" } }).Statement.map(({ Sid }) => Sid)).not.toContain("AssumeRole");
  expect(leastPolicy({ firstRoleArn: ROLE }).Statement.map(({ Sid }) => Sid)).toEqual(["AssumeRole"]);
});
