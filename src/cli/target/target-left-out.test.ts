import { expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import { targetLeftOut } from "./target-left-out.ts";

const NO_PROFILE = new ActasError("profile-not-found", 'cannot find profile "ls"', { hints: ["use another"] });

test("a program in place of the target gets the command that lets the user choose one", () => {
  expect(targetLeftOut(NO_PROFILE, "ls", ["-l", "a b"])).toMatchObject({
    code: "profile-not-found",
    message: NO_PROFILE.message,
    hints: ["to run ls, name the target first: `actas exec --pick -- ls -l 'a b'` lets you choose it"],
  });
});

test("a word that is no program, and any other error, stay as they are", () => {
  expect(targetLeftOut(NO_PROFILE, "no-such-program", [])).toBe(NO_PROFILE);
  const other = new ActasError("unreachable", "cannot");
  expect(targetLeftOut(other, "ls", [])).toBe(other);
});
