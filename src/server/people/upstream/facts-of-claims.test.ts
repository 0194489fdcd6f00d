import { expect, test } from "bun:test";
import { factsOfClaims, factsWithoutGroups } from "./facts-of-claims.ts";

const GROUPS = { groupsClaim: "groups" };

test.each([
  [{ groups: ["a", "b", "a", ""] }, "groups", ["a", "b"]],
  [{ groups: "ops,admin" }, "groups", ["ops,admin"]],
  [{ groups: [] }, "groups", []],
  [{ realm_access: { roles: ["r"] } }, "realm_access.roles", ["r"]],
  [{ "https://acme.example/groups": ["g"] }, "https://acme.example/groups", ["g"]],
  [{ "a.b": ["itself"], a: { b: ["path"] } }, "a.b", ["itself"]],
])("groups of %j in %j are %j", (claims, groupsClaim, groups) => {
  expect(factsOfClaims({ sub: "ana", ...claims }, { groupsClaim })?.groups).toEqual(groups);
});

test.each([[{}], [{ groups: null }], [{ Groups: ["a"] }]])("%j says nothing of groups", (claims) => {
  expect(factsOfClaims({ sub: "ana", ...claims }, GROUPS)).toBeUndefined();
});

test("no name of an object's own members is a claim", () => {
  for (const groupsClaim of ["constructor", "__proto__", "toString.name", "a.constructor.name"]) {
    expect(factsOfClaims({ sub: "ana", a: {} }, { groupsClaim })).toBeUndefined();
  }
});

test.each([
  [{ groups: [1] }],
  [{ groups: {} }],
  [{ groups: 7 }],
  [{ groups: ["x".repeat(257)] }],
  [{ groups: Array(5_001).fill("x") }],
  [{ groups: ["dev", "a\0b"] }],
  [{ groups: ["dev", "\ud800"] }],
])("what is no list of names is refused", (claims) => {
  expect(() => factsOfClaims({ sub: "ana", ...claims }, GROUPS)).toThrow("is not a list of names");
});

test.each([[{ hasgroups: true }], [{ hasgroups: "true" }], [{ _claim_names: { groups: "src1" } }]])(
  "%j says that there are too many, and not that there are none",
  (claims) => {
    expect(() => factsOfClaims({ sub: "ana", ...claims }, GROUPS)).toThrow("they are too many");
  },
);

test.each([
  [{ email: "ana@example.com", preferred_username: "ana" }, undefined, "ana@example.com"],
  [{ email: "boss@example.com", email_verified: false, preferred_username: "ana" }, undefined, "ana"],
  [{ email: "boss@example.com", email_verified: "false" }, undefined, "u-1"],
  [{ email: "boss@example.com", email_verified: false }, "email", "u-1"],
  [{}, undefined, "u-1"],
  [{ email: "ana@example.com", nick: "A" }, "nick", "A"],
  [{ email: "ana@example.com" }, "nick", "u-1"],
  [{ email: " ".repeat(5) }, undefined, "u-1"],
  [{ email: "a\0@example.com", preferred_username: "\ud800" }, undefined, "u-1"],
  [{ email: "x".repeat(255) }, undefined, "u-1"],
])("the name in %j, by %j, is %j", (claims, nameClaim, name) => {
  const names = { ...GROUPS, ...(nameClaim !== undefined && { nameClaim }) };
  expect(factsWithoutGroups({ sub: "u-1", ...claims }, names)).toEqual({ name, groups: [] });
});
