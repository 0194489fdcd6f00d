import { expect, test } from "bun:test";
import { inShell, isTypable, typedProfile, typedRole } from "./typed-target.ts";

test.each([
  ["staging", "staging"],
  ["corp:dev", "corp:dev"],
  ["two words", "'two words'"],
  ["auto", "--profile auto"],
  ["arn:aws:iam::111122223333:role/Dev", "--profile arn:aws:iam::111122223333:role/Dev"],
  ["--help", "--profile=--help"],
])("profile %p is typed %p", (name, words) => {
  expect(inShell(typedProfile(name))).toBe(words);
});

test.each([
  ["corp", "111122223333/ReadOnly", "corp:111122223333/ReadOnly"],
  ["corp", "it's", "'corp:it'\\''s'"],
  ["corp", "profile's", "--server corp 'profile'\\''s'"],
  ["arn", "Dev", "--server arn Dev"],
  ["-corp", "Dev", "--server=-corp Dev"],
  ["corp", "--login", "corp:--login"],
  ["-corp", "--login", "--server=-corp -- --login"],
  ["https://corp.example/start", "Dev", "--server https://corp.example/start Dev"],
])("of %p role %p is typed %p", (source, role, words) => {
  expect(inShell(typedRole(source, role, { profiles: new Set(["corp:profile's"]) }))).toBe(words);
});

test("where the environment names a source, a word alone is a role of it", () => {
  const meanings = { profiles: new Set<string>(), server: "corp" };
  expect(inShell(typedProfile("staging", meanings))).toBe("--profile staging");
  expect(inShell(typedRole("corp", "Dev", meanings))).toBe("Dev");
  expect(inShell(typedRole("team", "Dev", meanings))).toBe("--server team Dev");
  // The server names its roles, and none of them may become an option.
  expect(inShell(typedRole("team", "--profile=prod", meanings))).toBe("--server team -- --profile=prod");
  expect(inShell(typedRole("corp", "-f", meanings))).toBe("--server corp -- -f");
});

test("a list for programs leaves out what a word does not mean, or does not show", () => {
  expect(isTypable(typedProfile("two words"))).toBe(true);
  expect(isTypable(typedProfile("auto"))).toBe(false);
  expect(isTypable(typedProfile("a\u200bb"))).toBe(false);
});
