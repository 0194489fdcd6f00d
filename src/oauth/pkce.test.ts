import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { newPkce, randomText } from "./pkce.ts";

test("a challenge is the SHA-256 of its verifier, which has 64 random bytes", () => {
  const { codeVerifier, codeChallenge } = newPkce();
  const verifier = codeVerifier.reveal();
  expect(verifier).toMatch(/^[\w-]{86}$/);
  expect(codeChallenge).toBe(createHash("sha256").update(verifier).digest("base64url"));
});

test("no two are alike", () => {
  expect(newPkce().codeChallenge).not.toBe(newPkce().codeChallenge);
  expect(randomText(16)).not.toBe(randomText(16));
  expect(randomText(16)).toMatch(/^[\w-]{22}$/);
});
