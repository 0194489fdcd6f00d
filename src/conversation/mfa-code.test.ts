import { expect, test } from "bun:test";
import { mfaCode } from "./mfa-code.ts";

const CODES: readonly (readonly [text: string, code: string | undefined])[] = [
  ["123456", "123456"],
  ["123 456", "123456"],
  ["12 34 56", "123456"],
  [" 123456\r\n", "123456"],
  ["123\u00a0456", "123456"],
  ["123\u202f456", "123456"],
  ["12345", undefined],
  ["1234567", undefined],
  ["123 456 123 457", undefined],
  ["12345a", undefined],
  ["123-456", undefined],
  ["١٢٣٤٥٦", undefined],
  ["", undefined],
];

test.each(CODES)("%j is the code %p", (text, code) => {
  expect(mfaCode(text)).toBe(code);
});
