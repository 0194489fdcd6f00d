import { expect, test } from "bun:test";
import { Command } from "commander";
import { grantTypeOption } from "./grant-type-option.ts";

function grantIn(word: string): unknown {
  return new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addOption(grantTypeOption())
    .parse(["--grant", word], { from: "user" })
    .opts().grant;
}

test.each(["code", "code_grant", "authorization_code"])("%s is the code grant", (word) => {
  expect(grantIn(word)).toBe("code");
});

test.each(["device", "device_code", "device-code", "device_grant", "device_code_grant", "aws_sso"])(
  "%s is the device grant",
  (word) => {
    expect(grantIn(word)).toBe("device");
  },
);

test("any other word is refused", () => {
  expect(() => grantIn("password")).toThrow("it is `code` or `device`");
});
