import { afterEach, expect, test } from "bun:test";
import { roleDuration } from "../../targets/durations.ts";
import { flagsOfEnvironment } from "./flags-of-environment.ts";
import { codeRequestFrom } from "./mfa-flags.ts";

const NAMES = ["ACTAS_MFA_CODE", "ACTAS_MFA_SERIAL", "ACTAS_EXTERNAL_ID"] as const;
afterEach(() => {
  for (const name of NAMES) delete process.env[name];
});

test.each(["abc", "12345", "1234567", "123 456"])(
  "a code that can be none is refused before anything is done, and not repeated: %p",
  async (code) => {
    const six = "a code is six digits";
    expect(() => codeRequestFrom({ otp: code })).toThrow(`cannot use \`--otp\`: ${six}`);
    process.env.ACTAS_MFA_CODE = code;
    await expect(flagsOfEnvironment()).rejects.toThrow(`cannot use \`ACTAS_MFA_CODE\`: ${six}`);
  },
);

test.each([
  ["ACTAS_MFA_SERIAL", "x y"],
  ["ACTAS_EXTERNAL_ID", "!"],
] as const)("an error about %s names it, and not the option it stands for", async (name, value) => {
  process.env[name] = value;
  await expect(flagsOfEnvironment()).rejects.toThrow(`cannot use \`${name}\` ("${value}"): `);
});

test("the unusable value of a variable is repeated", () => {
  const asked = { environment: { CREDENTIALS_DURATION: "zz" } };
  expect(() => roleDuration([], asked, () => {})).toThrow(
    'cannot use `CREDENTIALS_DURATION` ("zz"): it is not a number',
  );
});
