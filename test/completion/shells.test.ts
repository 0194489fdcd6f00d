import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { testWith } from "../support/needs.ts";
import { login } from "../support/sign-in.ts";
import { withSandbox } from "../support/world.ts";
import { COMPLETING_SHELLS, CompletingShell } from "./completing-shell.ts";

/** What a user types, each `\t` a TAB, and the words that the command then gets. */
const TYPED: Readonly<Record<string, string>> = {
  "who\t": "<whoami>",
  "setup switch-roles --format=aws\t --out rol\t":
    "<setup><switch-roles><--format=aws-config><--out><roles of mine.ini>",
  "login cor\t": "<login><corp>",
  "exec stag\t": "<exec><staging>",
  "trust rev\t": "<trust><revoke>",
  "exec --mode=en\t stag\t": "<exec><--mode=env><staging>",
  "exec 'stag\t": "<exec><staging>",
  "exec 'sta''g\t": "<exec><staging>",
  'exec "stag\t': "<exec><staging>",
  // Both regions that begin so have the same next letters.
  "exec --regi\teu-we\t1 stag\t": "<exec><--region><eu-west-1><staging>",
  // The shell cuts words at a colon, or thinks of another thing there.
  "exec cor\t1111\tDev\t": "<exec><corp:111122223333/Developer>",
  'exec "corp:111122223333/Dev\t': "<exec><corp:111122223333/Developer>",
  "exec --server=cor\t 111122223333/Dev\t": "<exec><--server=corp><111122223333/Developer>",
  "exec corp:111122223333/dev\t": "<exec><corp:111122223333/Developer>",
};

/** Names of profiles that would do something if a shell evaluated them: all make a file. */
const HOSTILE = [
  "$(touch made)",
  "`touch made`",
  ";touch made",
  "'$(touch made)'",
  '"$(touch made)"',
  "\\$(touch made)",
  "&&touch made",
  "|touch made",
  ">made",
  "(touch made)",
  "!!touch made",
  "{touch,made}",
  "%made",
  "*made?",
  "~ made",
  "é made",
];

for (const [name, kind] of Object.entries(COMPLETING_SHELLS)) {
  testWith({ tools: kind.tools }, `${name} completes commands, options and values, and evaluates none of them`, () =>
    withSandbox(async (world) => {
      const made = join(world.home, "made");
      await Bun.write(join(world.home, "roles of mine.ini"), "");
      const names = HOSTILE.map((hostile, index) => `h${String(index + 10)}${hostile}`);
      await appendFile(
        join(world.home, ".aws/config"),
        names.map((profile) => `\n[profile ${profile}]\ncredential_process = /bin/false\n`).join(""),
      );
      await login(world, "corp");
      await world.run(["list", "roles", "corp"]);
      const shell = await CompletingShell.start(world, kind);
      const typed = { ...TYPED, ...kind.typed };
      for (const [line, words] of Object.entries(typed))
        expect([line, await shell.completed(line)]).toEqual([line, words]);
      await shell.shows(kind.shown);
      for (const profile of names) {
        for (const quote of ["", "'", '"']) {
          const line = `config show ${quote}${profile.slice(0, 3)}\t`;
          expect([line, await shell.completed(line)]).toEqual([line, `<config><show><${profile}>`]);
        }
      }
      for (const word of HOSTILE) await shell.left(`exec ${word}\t`);
      expect(existsSync(made)).toBe(false);
    }),
  );
}
