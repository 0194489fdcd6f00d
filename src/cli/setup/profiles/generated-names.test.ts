import { expect, test } from "bun:test";
import type { RoleEntry } from "../../../base/role-entry.ts";
import { checkTemplate, generatedNames, USUAL_TEMPLATE } from "./generated-names.ts";

const role = (accountId: string, accountName: string, name: string): RoleEntry => ({
  name: `${accountId}/${name}`,
  accountId,
  accountName,
});

function names(
  roles: readonly RoleEntry[],
  template = USUAL_TEMPLATE,
  taken: readonly string[] = [],
): readonly string[] {
  return generatedNames("corp", roles, template, new Set(taken)).map(({ name, problem }) => name ?? `(${problem})`);
}

test("a name has the account and the role, with only letters that every tool reads", () => {
  expect(names([role("111122223333", "Data & Café – prod", "Read Only")])).toEqual(["Data-Cafe-prod-Read-Only"]);
  expect(names([role("111122223333", "データ", "Dev")])).toEqual(["111122223333-Dev"]);
  expect(names([{ name: "dev" }])).toEqual(["corp-dev"]);
  expect(names([role("111122223333", "Data", "Dev")], "{source}.{id}+{role}")).toEqual(["corp.111122223333+Dev"]);
});

test("roles that would have one name get their account's number at the end", () => {
  const two = [role("111122223333", "Data", "Dev"), role("444455556666", "Data", "Dev"), role("1", "Data", "Ops")];
  expect(names(two)).toEqual(["Data-Dev-111122223333", "Data-Dev-444455556666", "Data-Ops"]);
});

test("a role gets no profile where its name is another one's, and the reason is said", () => {
  const data = role("111122223333", "Data", "Dev");
  expect(names([data], USUAL_TEMPLATE, ["Data-Dev"])).toEqual(['(there is another profile "Data-Dev")']);
  expect(names([{ name: "default" }], "{role}")).toEqual(['("default" is what programs use that name no profile)']);
  expect(names([{ name: "ロール" }], "{role}")).toEqual(['("" is no name that all tools read)']);
  expect(names([{ name: "a b" }, { name: "a/b" }], "{role}")).toEqual([
    '(other roles would have the name "a-b", too)',
    '(other roles would have the name "a-b", too)',
  ]);
});

test.each(["{role", "{nme}-{role}", "{account}", "", "{role} {id}", "[{role}]", "{role}\n"])(
  "%p is no template",
  (template) => {
    expect(() => checkTemplate(template)).toThrow("cannot use `--template`: ");
  },
);
