import { expect, test } from "bun:test";
import { isWanted, type RoleFilter } from "./role-filter.ts";

const ROLE = { name: "111122223333/Admin", accountId: "111122223333", accountName: "Data Lake", description: "a@b.c" };

test.each<[RoleFilter, boolean]>([
  [{}, true],
  [{ account: "data" }, true],
  [{ account: "1111" }, true],
  [{ account: "admin" }, false],
  [{ role: "ADM" }, true],
  [{ role: "1111" }, false],
  [{ role: "admin", account: "sandbox" }, false],
  [{ search: "lake admin" }, true],
  [{ search: "corp: b.c" }, true],
  [{ search: "lake read" }, false],
])("%j lets a role through: %p", (filter, expected) => {
  expect(isWanted(filter, "corp", ROLE)).toBe(expected);
});

test("what has no account is in none", () => {
  expect(isWanted({ account: "1" }, "contoso", { name: "dev1" })).toBe(false);
  expect(isWanted({ role: "1" }, "contoso", { name: "dev1" })).toBe(true);
});
