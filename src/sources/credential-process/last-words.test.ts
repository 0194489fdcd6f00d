import { expect, test } from "bun:test";
import { lastWords } from "./last-words.ts";

test("the last lines are shown, as one line each", () => {
  expect(lastWords("one\ntwo\n\nthree\r\nfour\u001b[31m\n")).toEqual(["two", "three", "four<U+001B>[31m"]);
  expect(lastWords("")).toEqual([]);
  expect(lastWords("x".repeat(1_000)).map(({ length }) => length)).toEqual([200]);
});

test("what they need to be understood stays", () => {
  for (const line of [
    "vault: the session has ended; sign in with `vault login`",
    "An error occurred (ExpiredTokenException) when calling the AssumeRole operation",
    "helper: line 3: command-that-is-not-there: not found",
    "dial tcp: lookup vault.example.com: no such host",
  ])
    expect(lastWords(line)).toEqual([line]);
});

test.each([
  "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  '{"SecretAccessKey": "hush/42", "SessionToken": "hush"}',
  "password=hush",
  "the password is hush",
  "--token: 'hush 42'",
  "Authorization: Bearer hush",
  "sent Bearer hush",
  "api_key = hush",
  "GET https://ana:hush@example.com/",
  "the code 123456 was refused",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.hush",
  "cookie: sid=hush",
  "+ true --password hush",
  "+ curl -u ana:hush https://vault",
  "pass=hush",
  "pwd=hush",
  "pin: hush",
  "password => hush",
  "password: correct hush battery",
  "the password was hush",
  "password `hush`",
  "PGPASSWORD hush",
  "token s.hush42",
  "otp 123456",
  "code 123456-7",
  "GET https://ana:p/w@hush@example.com/",
])("a secret is hidden: %s", (line) => {
  const [shown = ""] = lastWords(line);
  expect(shown).toContain("…");
  expect(shown).not.toMatch(/hush|123456|wJalr|eyJ/);
});
