import { expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import { helpMeant } from "./help-meant.ts";

const error = new ActasError("profile-not-found", 'cannot find profile "help"', { hints: ["look elsewhere"] });

test.each(["whoami", "list targets"])("`actas %s help` is told how help is shown", (names) => {
  expect(helpMeant(error, [...names.split(" "), "help"])).toMatchObject({
    code: "profile-not-found",
    message: 'cannot find profile "help"',
    hints: [`\`actas ${names} --help\` shows its help`, "look elsewhere"],
  });
});

test.each(["whoami --verbose", "nonsense"])("`actas %s help` names no help that is not there", (words) => {
  expect(helpMeant(error, [...words.split(" "), "help"])).toBe(error);
});

test("`actas help` itself, whose text could not be printed, has no such hint", () => {
  const error = new ActasError("system", "cannot write to standard output: it is closed");
  expect(helpMeant(error, ["help"])).toBe(error);
});
