import { expect, test } from "bun:test";
import { describeChange } from "./describe-change.ts";

test("what changed is told key by key, and what did not is left out", () => {
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

test("nothing is told of a file that says the same in other words", () => {
  expect(describeChange({ profile: "a", region: "b" }, { region: "b", profile: "a" })).toEqual([]);
});
