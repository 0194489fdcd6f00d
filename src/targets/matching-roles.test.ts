import { expect, test } from "bun:test";
import type { RoleEntry } from "../base/role-entry.ts";
import { matchingRoles, nearestRole } from "./matching-roles.ts";

const ACCOUNTS = {
  "111122223333": "Sandbox",
  "222233334444": "Data",
  "333344445555": "Data Lake",
  "444455556666": "Twins",
  "555566667777": "Twins",
  "666677778888": "a/b: c",
  "777788889999": "Zürich",
};
const LENT: readonly RoleEntry[] = Object.entries(ACCOUNTS).flatMap(([accountId, accountName]) =>
  ["Developer", "ReadOnly"].map((role) => ({ name: `${accountId}/${role}`, accountId, accountName })),
);
const SERVED: readonly RoleEntry[] = [{ name: "dev" }, { name: "dev-admin" }, { name: "admin/very odd name" }];

function names(typed: string, roles: readonly RoleEntry[]): readonly string[] {
  return matchingRoles(typed, roles).map(({ name }) => name);
}

test.each([
  ["111122223333/Developer", ["111122223333/Developer"]],
  ["111122223333/developer", ["111122223333/Developer"]],
  ["Sandbox/Developer", ["111122223333/Developer"]],
  ["sandbox/readonly", ["111122223333/ReadOnly"]],
  ["sand/read", ["111122223333/ReadOnly"]],
  ["1111/dev", ["111122223333/Developer"]],
  ["data/developer", ["222233334444/Developer"]],
  ["data/dev", ["222233334444/Developer", "333344445555/Developer"]],
  ["lake/dev", ["333344445555/Developer"]],
  ["Twins/Developer", ["444455556666/Developer", "555566667777/Developer"]],
  ["a/b: c/Developer", ["666677778888/Developer"]],
  ["b: c/read", ["666677778888/ReadOnly"]],
  ["zürich/dev", ["777788889999/Developer"]],
  ["zu\u0308rich/Developer", ["777788889999/Developer"]],
  ["lake", ["333344445555/Developer", "333344445555/ReadOnly"]],
  ["sandbox/admin", []],
])("%p of Identity Center is %j", (typed, expected) => {
  expect(names(typed, LENT)).toEqual(expected);
});

test.each([
  ["dev", ["dev"]],
  ["DEV", ["dev"]],
  ["dev-", ["dev-admin"]],
  ["odd", ["admin/very odd name"]],
  ["admin", ["dev-admin", "admin/very odd name"]],
  ["x", []],
])("%p of a credential server is %j", (typed, expected) => {
  expect(names(typed, SERVED)).toEqual(expected);
});

test("a name that is typed exactly is itself, and no other in another case", () => {
  const roles = [{ name: "Dev" }, { name: "dev" }];
  expect(names("dev", roles)).toEqual(["dev"]);
  expect(names("DEV", roles)).toEqual(["Dev", "dev"]);
});

test.each([
  ["arn:aws:iam::444455556666:role", "arn:aws:iam::444455556666:role/Admin"],
  ["ARN:aws:iam::444455556666:role", "arn:aws:iam::444455556666:role/admin"],
  ["444455556666/team", "444455556666/team/Admin"],
  ["444455556666/team", "444455556666/team-Admin"],
  ["444455556666-team", "444455556666-team/Admin"],
  ["444455556666", "444455556666/Admin"],
])("an account that calls itself %p is not the one that %p means", (accountName, typed) => {
  const roles = [{ name: "111122223333/Admin", accountId: "111122223333", accountName }];
  expect(names(typed, roles)).toEqual([]);
  expect(nearestRole(typed, roles)?.name).not.toBe(typed);
});

test.each([
  ["111122223333/Developr", "111122223333/Developer"],
  ["Sandbx/Developer", "111122223333/Developer"],
  ["sandbox/readolny", "111122223333/ReadOnly"],
  ["sandbx/read", "111122223333/ReadOnly"],
  ["sandbx/nothing", undefined],
  ["something else entirely", undefined],
])("the role nearest to %p is %p", (typed, expected) => {
  expect(nearestRole(typed, LENT)?.name).toBe(expected);
});

const FEDERATED: readonly RoleEntry[] = [
  { name: "222233334444/TeamAP", accountId: "222233334444", accountName: "yoyodyne-accounting" },
  { name: "222233334444/TeamAPLead", accountId: "222233334444", accountName: "yoyodyne-accounting" },
  { name: "333344445555/teams/TeamEng", accountId: "333344445555", accountName: "yoyodyne-engineering" },
  { name: "555566667777/Data", accountId: "555566667777" },
];

test.each([
  ["arn:aws:iam::222233334444:role/TeamAP", "222233334444/TeamAP"],
  ["yoyodyne-accounting/TeamAP", "222233334444/TeamAP"],
  ["yoyodyne-accounting-TeamAP", "222233334444/TeamAP"],
  ["Yoyodyne-Accounting-teamap", "222233334444/TeamAP"],
  ["yoyodyne-engineering/TeamEng", "333344445555/teams/TeamEng"],
  ["yoyodyne-engineering/teams/TeamEng", "333344445555/teams/TeamEng"],
  ["yoyodyne-engineering-TeamEng", "333344445555/teams/TeamEng"],
  ["arn:aws:iam::333344445555:role/teams/TeamEng", "333344445555/teams/TeamEng"],
  ["555566667777-Data", "555566667777/Data"],
])("%p of an OpenID provider is %p", (typed, expected) => {
  expect(names(typed, FEDERATED)).toEqual([expected]);
});

test("the number of an account is never the name of another one", () => {
  const posing = [
    { name: "444455556666/Billing", accountId: "444455556666", accountName: "111122223333" },
    { name: "777788889999/Billing", accountId: "777788889999", accountName: "x/111122223333" },
  ];
  expect(matchingRoles("111122223333/Billing", posing)).toEqual([]);
  expect(matchingRoles("111122223333/bill", posing)).toEqual([]);
  expect(matchingRoles("444455556666/bill", posing)).toEqual([posing[0]!]);
});
