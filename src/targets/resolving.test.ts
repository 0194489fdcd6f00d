import { expect, test } from "bun:test";
import { resolvingVariable, stepOf, stepsBefore } from "./resolving.ts";

test("the steps passed to a command are read back unchanged, whatever the profile is called", () => {
  const steps = ["plain", "with space", "ü:%20", "a -> b", "new\nline"].map((name) => stepOf(name, "x", {}));
  expect(stepsBefore(resolvingVariable(steps))).toEqual(steps);
  expect(stepsBefore({})).toEqual([]);
});

test("a profile of the same name in other files, and another command, are other steps", () => {
  const ids = [
    stepOf("a", "x", {}),
    stepOf("a", "y", {}),
    stepOf("b", "x", {}),
    stepOf("a", "x", { AWS_CONFIG_FILE: "/x" }),
    stepOf("a", "x", { AWS_SHARED_CREDENTIALS_FILE: "/x" }),
    stepOf("a", "x", { HOME: "/x" }),
  ].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(stepOf("a", "x", { AWS_REGION: "eu-west-1" })).toEqual(stepOf("a", "x", {}));
});

test.each(["x", "a:b c", "a:b  c:d", "a:b\nc:d"])("a value that actas did not write is refused: %j", (text) => {
  expect(() => stepsBefore({ ACTAS_RESOLVING: text })).toThrow("it was not written by actas");
});
