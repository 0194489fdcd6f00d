import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { newToken, tokenHash } from "./token.ts";

test("a new token is a header value of 64 random bytes, different each time", () => {
  expect(newToken().reveal()).toMatch(/^Bearer [\w-]{86}$/);
  expect(newToken().reveal()).not.toBe(newToken().reveal());
});

test("tokenHash() is the SHA-256 of the whole header", () => {
  expect(tokenHash("Bearer x")).toBe(createHash("sha256").update("Bearer x").digest("base64url"));
});
