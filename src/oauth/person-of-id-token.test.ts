import { expect, test } from "bun:test";
import { personOfIdToken } from "./person-of-id-token.ts";

const tokenOf = (claims: unknown) => `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;

test.each([
  [{ sub: "00u1", email: "ana@example.com", name: "Ana" }, "ana@example.com"],
  [{ sub: "00u1", preferred_username: "ana", name: "Ana" }, "ana"],
  [{ sub: "00u1", name: "Änne" }, "Änne"],
  [{ sub: "00u1", email: "", name: 5 }, "00u1"],
  [{ sub: "x".repeat(300) }, undefined],
  [{}, undefined],
  [null, undefined],
  ["text", undefined],
])("the person in %j", (claims, person) => {
  expect(personOfIdToken(tokenOf(claims))).toBe(person as string | undefined);
});

test.each([undefined, null, 5, "", "a", "a.b.c", "a.!!.c"])("%p is no ID token", (token) => {
  expect(personOfIdToken(token)).toBeUndefined();
});
