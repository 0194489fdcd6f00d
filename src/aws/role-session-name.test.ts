import { expect, test } from "bun:test";
import { isRoleSessionName } from "./is-role-session-name.ts";
import { toRoleSessionName } from "./role-session-name.ts";

test.each([
  ["ana@example.com", "ana@example.com"],
  ["Ana Müller", "Ana-M-ller"],
  ["DOMAIN\\ana", "DOMAIN-ana"],
  ["a", "a-"],
  ["", "--"],
  ["😀x", "-x"],
  ["x".repeat(70), "x".repeat(64)],
])("%p becomes %p, which AWS takes", (text, name) => {
  expect(toRoleSessionName(text)).toBe(name);
  expect(isRoleSessionName(toRoleSessionName(text))).toBe(true);
});

test.each(["a", "", "a b", "x".repeat(65), "ana\n", "é1"])("%p is not taken as it is", (text) => {
  expect(isRoleSessionName(text)).toBe(false);
});
