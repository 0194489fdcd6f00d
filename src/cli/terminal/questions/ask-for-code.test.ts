import { expect, test } from "bun:test";
import { codePrompt, keyPrompt } from "./ask-for-code.ts";

const ASKED = { kind: "mfa-code", serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" } as const;
const AT = Date.UTC(2026, 0, 1, 12, 0, 42, 900);

test("the prompt says whose device, and how long its code is good", () => {
  expect(codePrompt(ASKED, AT)).toBe('actas: MFA code of ana (111122223333) for "staging", 18 s left: ');
  expect(codePrompt(ASKED, Date.UTC(2026, 0, 1, 12, 0, 30))).toContain(", 30 s left: ");
});

test.each([
  ["arn:aws-cn:iam::111122223333:mfa/team/ana's phone", "team/ana's phone (111122223333)"],
  ["GAHT12345678", "GAHT12345678"],
  ["arn:aws:iam::111122223333:mfa/x\u001b[2J", "x<U+001B>[2J (111122223333)"],
])("a device's name is what its serial number says: %p", (serialNumber, words) => {
  expect(codePrompt({ ...ASKED, serialNumber }, AT)).toContain(`MFA code of ${words} for `);
});

test.each([
  [{ again: "wrong-code", triesLeft: 2 }, "AWS did not accept the code: wait for the next one (18 s), 2 more tries"],
  [{ again: "wrong-code", triesLeft: 1 }, "AWS did not accept the code: wait for the next one (18 s), 1 more try"],
  [{ again: "wrong-code" }, "AWS did not accept the code: wait for the next one (18 s)"],
  [
    { again: "code-already-used", triesLeft: 2 },
    "this code was sent before: wait for the next one (18 s), 2 more tries",
  ],
] as const)("a code that is of no use is followed by the time to the next: %p", (again, words) => {
  expect(codePrompt({ ...ASKED, ...again }, AT)).toBe(
    `actas: ${words}\nactas: MFA code of ana (111122223333) for "staging": `,
  );
});

test("what is no code can be typed again at once", () => {
  expect(codePrompt({ ...ASKED, again: "not-six-digits", triesLeft: 3 }, AT)).toBe(
    'actas: a code is six digits, 3 more tries\nactas: MFA code of ana (111122223333) for "staging", 18 s left: ',
  );
});

test("the prompt says what a security key is at, without what could act on the terminal", () => {
  expect(keyPrompt(ASKED, { touch: "touch YubiKey 7 (9 s)" })).toBe(
    'actas: touch YubiKey 7 (9 s), or type the MFA code of ana (111122223333) for "staging": ',
  );
  expect(keyPrompt({ ...ASKED, hideArns: true }, { problem: "no account \u001b[2J" })).toBe(
    "actas: MFA code (no account <U+001B>[2J): ",
  );
});
