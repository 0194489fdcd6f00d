import { expect, test } from "bun:test";
import { RoleLists } from "./role-lists.ts";

test("a list serves for an hour and says how old it is", () => {
  let now = 0;
  const lists = new RoleLists(() => now);
  lists.put("corp", [{ name: "1/A" }]);
  now = 90_000;
  expect(lists.get("corp")).toEqual({ roles: [{ name: "1/A" }], ageSeconds: 90 });
  now = 3_600_001;
  expect(lists.get("corp")).toBeUndefined();
});

test("a list can be forgotten", () => {
  const lists = new RoleLists();
  lists.put("corp", []);
  lists.forget("corp");
  expect(lists.get("corp")).toBeUndefined();
});
