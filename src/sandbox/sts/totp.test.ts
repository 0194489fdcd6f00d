import { expect, test } from "bun:test";
import { fromBase32, startOfStep, timeStep, totp } from "./totp.ts";

const SECRET = new TextEncoder().encode("12345678901234567890");

test.each([
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
])("at second %d the password is the one of RFC 6238 appendix B", (second, password) => {
  expect(totp(SECRET, timeStep(second * 1000), 8)).toBe(password);
  expect(totp(SECRET, timeStep(second * 1000))).toBe(password.slice(2));
});

test("a step lasts thirty seconds", () => {
  expect(timeStep(startOfStep(7))).toBe(7);
  expect(timeStep(startOfStep(8) - 1)).toBe(7);
});

test.each([
  ["MY======", "f"],
  ["MZXW6===", "foo"],
  ["MZXW6YTBOI======", "foobar"],
])("Base32 %s is %s, as in RFC 4648 section 10", (text, plain) => {
  expect(new TextDecoder().decode(fromBase32(text))).toBe(plain);
});
