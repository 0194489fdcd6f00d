import { expect, test } from "bun:test";
import { helpAsked } from "./help-subject.ts";
import { noSuchHelp } from "./no-such-help.ts";

test.each([
  ["", "actas"],
  ["--help", "actas"],
  ["help", "actas"],
  ["help help", "actas"],
  ["help --help", "actas"],
  ["help exec", "actas exec"],
  ["exec -h", "actas exec"],
  ["agent", "actas agent"],
  ["help sandbox code", "actas sandbox code"],
  ["sandbox code --help", "actas sandbox code"],
  ["list sessions --help", "actas list sign-ins|sessions"],
])("`actas %s` asks for the help of `%s`", (line, path) => {
  expect(helpAsked(line.split(" ").filter(Boolean))?.path).toBe(path);
});

test.each(["status", "trust", "sandbox", "setup", "frob", "frob --help", "exec x --help", "list frob --help"])(
  "`actas %s` is not one of them",
  (line) => {
    expect(helpAsked(line.split(" "))).toBeUndefined();
  },
);

test("`help` names only commands that are there", () => {
  for (const names of [
    ["sandbox", "cod"],
    ["exec", "true"],
  ])
    expect(helpAsked(["help", ...names])).toBeUndefined();
  expect(noSuchHelp(["sandbox", "cod"])).toMatchObject({
    message: 'cannot show the help of "sandbox cod": there is no such command',
    hints: ["did you mean `actas sandbox code --help`?", "`actas sandbox --help` shows what there is"],
  });
});
