import { expect, test } from "bun:test";
import { RoleChoices } from "./role-choices.ts";

function choices(): RoleChoices {
  const made = new RoleChoices();
  made.addProfiles(["staging"]);
  made.addRoles("corp", [
    { name: "111122223333/Admin", accountId: "111122223333", accountName: "payments-prod" },
    { name: "444455556666/Admin", accountId: "444455556666", accountName: "payments-dev" },
    { name: "deployer", description: "for releases" },
  ]);
  return made;
}

function found(search: string): readonly string[] {
  return choices()
    .matching(search)
    .best.map(({ named }) => [named.sourceProfile, named.source, named.target].filter(Boolean).join(" "));
}

test("without a search everything is there, in the order it came", () => {
  expect(found(" ")).toEqual(["staging", "corp 111122223333/Admin", "corp 444455556666/Admin", "corp deployer"]);
});

test.each([
  ["prod admin", ["corp 111122223333/Admin"]],
  ["admin prod", ["corp 111122223333/Admin"]],
  ["4444", ["corp 444455556666/Admin"]],
  ["RELEASES", ["corp deployer"]],
  ["stg", ["staging"]],
  ["payments", ["corp 111122223333/Admin", "corp 444455556666/Admin"]],
  ["nothing like it", []],
])("%p finds %p", (search, expected) => {
  expect([...found(search)].sort()).toEqual(expected);
});

test("a line says each thing once", () => {
  expect(
    choices()
      .matching("")
      .best.map(({ text }) => text),
  ).toEqual([
    "profile  staging",
    "corp  payments-prod  111122223333/Admin",
    "corp  payments-dev  444455556666/Admin",
    "corp  deployer  for releases",
  ]);
});

test("whoever shows the list hears of every change, until it wants no more", () => {
  const list = choices();
  let changes = 0;
  const stop = list.onChange(() => changes++);
  list.addRoles("corp", []);
  list.note("other: nobody is signed in");
  list.complete();
  expect(changes).toBe(3);
  expect(list.state).toBe("complete");
  stop();
  list.addProfiles(["x"]);
  expect(changes).toBe(3);
});
