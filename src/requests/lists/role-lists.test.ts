import { expect, test } from "bun:test";
import { RoleLists } from "./role-lists.ts";

test("a list serves for an hour and says how old it is", () => {
  let now = 0;
  const lists = new RoleLists(() => now);
  lists.put("corp", 1, [{ name: "1/A" }]);
  now = 90_000;
  expect(lists.get("corp", 1)).toEqual({ roles: [{ name: "1/A" }], ageSeconds: 90 });
  now = 3_600_001;
  expect(lists.get("corp", 1)).toBeUndefined();
});

test("a list is shown only while the person it was made for is signed in", () => {
  const lists = new RoleLists();
  lists.put("corp", 1, []);
  expect(lists.get("corp", 1)).toBeDefined();
  expect(lists.get("corp", 2)).toBeUndefined();
});
