import { expect, test } from "bun:test";
import { describeChange } from "./describe-change.ts";

test("changes are told key by key, and unchanged keys are left out", () => {
  const before = {
    server: "corp",
    role: "dev",
    mode: "env",
    assume_role: { role_arn: "a", external_id: "x" },
  } as const;
  const after = { server: "corp", role: "admin", account: "1", assume_role: { role_arn: "b", external_id: "x" } };
  expect(describeChange(before, after)).toEqual([
    'role: "admin", was "dev"',
    'mode: gone, was "env"',
    'assume_role.role_arn: "b", was "a"',
    'account: "1", new',
  ]);
});

test("a file with the same content in another form has no changes", () => {
  expect(describeChange({ profile: "a", region: "b" }, { region: "b", profile: "a" })).toEqual([]);
});
