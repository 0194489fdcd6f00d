import { expect, test } from "bun:test";
import { profileWords } from "./profile-words.ts";

test.each([
  ["staging", "staging"],
  ["corp:dev", "corp:dev"],
  ["two words", "'two words'"],
  ["auto", "--profile auto"],
  ["arn:aws:iam::111122223333:role/Dev", "--profile arn:aws:iam::111122223333:role/Dev"],
  ["--help", "--profile --help"],
])("profile %p is named by %p", (name, words) => {
  expect(profileWords(name)).toBe(words);
});
