import { expect, test } from "bun:test";
import { hideBoto } from "./hide-boto.ts";

const KEYS = "aws_access_key_id = AKIA\r\nAWS_SECRET_ACCESS_KEY: s\n";
const REST = "[Credentials]\ngs_access_key_id = g\n# aws_access_key_id is gone\n[Boto]\nnum_retries = 3\n";

test("AWS keys are removed, and nothing else", () => {
  expect(hideBoto([REST.replace("[Boto]", `${KEYS}[Boto]`)])).toBe(REST);
});

test("keys of the machine are hidden by a copy of the user's own file", () => {
  expect(hideBoto([`[Credentials]\n${KEYS}`, REST])).toBe(REST);
  expect(hideBoto([`[Credentials]\n${KEYS}`, ""])).toBe("");
});

test("files without AWS keys are not replaced", () => {
  expect(hideBoto(["", REST])).toBeUndefined();
});

test("neither a blank nor a continuation line hides a key", () => {
  const odd = "\u00A0aws_access_key_id\u3000= AKIA\n  more\naws_secret_access_key =\n  s\n";
  const bytes = Buffer.from(REST.replace("[Boto]", `${odd}[Boto]`)).toString("latin1");
  expect(hideBoto([bytes])).toBe(REST);
});
