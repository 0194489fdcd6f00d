import { expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import { targetLeftOut } from "./target-left-out.ts";
import type { TargetRequest } from "./target-request.ts";

const NO_PROFILE = new ActasError("profile-not-found", 'cannot find profile "ls"', { hints: ["use another"] });
const LS = { target: "ls" } as TargetRequest;

test("a program in place of the target gets the command that lets the user choose one", () => {
  expect(targetLeftOut(NO_PROFILE, LS, ["actas", "exec", "ls", "-l", "a b"])).toMatchObject({
    code: "profile-not-found",
    message: NO_PROFILE.message,
    hints: ["to run ls, name the target first: `actas exec --pick -- ls -l 'a b'` lets you choose it"],
  });
});

test("a word that is no program or stands before `--`, and any other error, stay as they are", () => {
  const none = { target: "no-such-program" } as TargetRequest;
  expect(targetLeftOut(NO_PROFILE, none, ["exec", "no-such-program", "x"])).toBe(NO_PROFILE);
  expect(targetLeftOut(NO_PROFILE, LS, ["exec", "ls", "--", "true"])).toBe(NO_PROFILE);
  const other = new ActasError("unreachable", "cannot");
  expect(targetLeftOut(other, LS, ["exec", "ls"])).toBe(other);
});
