import { expect, test } from "bun:test";
import { CommanderError } from "commander";
import { ActasError } from "../../base/errors.ts";
import { usageError } from "../text/usage-error.ts";
import { commandLine } from "./command-line.ts";
import { unknownCommandIn } from "./unknown-command.ts";

test.each([
  "nonsense",
  "exce staging true",
  "staging",
  "rm dev",
  "agent strt",
  "cache clean all",
  "serve staging",
  "list --nothing",
])("`actas %s` is answered as commander would have it answered, which need not be loaded", async (line) => {
  const argv = line.split(" ");
  const app = commandLine();
  const error = await app.parseAsync(argv, { from: "user" }).catch((thrown: unknown) => thrown);
  if (!(error instanceof CommanderError)) throw error;
  const { message, hints } = usageError(error, app, argv);
  const unknown = unknownCommandIn(argv);
  // Options are commander's to read: one of them may ask for help.
  if (line.includes("-")) expect(unknown).toBeUndefined();
  else expect(unknown).toMatchObject({ message, hints });
});

test.each(["", "status", "agent", "agent help", "agent status", "sandbox nonsense", "nonsense --help", "nonsense -V"])(
  "`actas %s` may be something else than an unknown command",
  (line) => {
    expect(unknownCommandIn(line.split(" "))).toBeUndefined();
  },
);

test("an unknown command is a mistake in usage", () => {
  expect(unknownCommandIn(["nonsense"])).toBeInstanceOf(ActasError);
  expect(unknownCommandIn(["nonsense"])?.code).toBe("usage");
});

test("a target after `serve` is answered with the command that serves it", () => {
  expect(unknownCommandIn(["serve", "my staging"])?.hints[0]).toBe(
    "if it is a target: `actas serve container 'my staging'`",
  );
  expect(unknownCommandIn(["serve", "contaner"])?.hints[0]).toBe("did you mean `actas serve container`?");
});
