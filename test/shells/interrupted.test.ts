import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

/** The clock of the prompt. */
const NOW = /^.*_actas_now=.*$/gm;
const CTRL_C = "\x03";
/** A question to which keys are read one by one, a line is read, and a wait in which nothing is read. */
const QUESTIONS = [
  ["as", /\d+ of [1-9]\d* · |nothing leaves\): $/],
  ["as staging", /MFA code/],
  ["as sso-dev", /waiting|https?:\/\//],
] as const;

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  worldTestUnless(
    needs(row.tool),
    `${row.name} has after Ctrl-C at a question what it had before it, and goes on`,
    async (world) => {
      const shell = new ShellAtTerminal(world, row);
      await shell.ready();
      await shell.types(row.init, READY("-"));
      if (SHELLS.includes(row)) await shell.types("set -a", READY("-"));
      await shell.types("as ben", READY("ben"));
      // Some shells have a variable for the status of the last command.
      await shell.types("true", READY("ben"));
      const before = (await shell.dumped("dump-1")).replace(NOW, "");
      for (const [line, question] of QUESTIONS) {
        shell.session.type(line);
        await shell.session.waitFor(question);
        shell.session.press(CTRL_C);
        await shell.session.waitFor(/\(ben\) ready> $/);
      }
      await shell.types("true", READY("ben"));
      expect((await shell.dumped("dump-2")).replace(NOW, "")).toBe(before);
      await shell.types("as readonly", READY("readonly"));
      await shell.types("as deactivate", /(^|\n|⏎ +)ready> $/);
      expect(shell.session.screen).not.toMatch(/Undefined variable|parameter not set|not found/);
    },
  );
}
