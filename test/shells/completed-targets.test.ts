import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

for (const row of [...SHELLS, ...OTHER_SHELLS].filter(({ name }) => ["bash", "zsh", "fish"].includes(name))) {
  worldTestUnless(
    needs(row.tool),
    `${row.name} completes targets after \`as\`, and after \`actas exec\``,
    async (world) => {
      const shell = new ShellAtTerminal(world, row);
      const { session } = shell;
      await shell.ready();
      if (row.name === "zsh") await shell.types("autoload -Uz compinit; compinit -u -D", /ready> $/);
      const before = await shell.dumped("dump-1");
      await shell.types(row.init, READY("-"));
      session.press("as readon\t");
      await session.waitFor(/as readonly $/);
      session.press("\r");
      await session.waitFor(READY("readonly"));
      session.press("as --prev\t");
      await session.waitFor(/as --previous $/);
      session.press("\x15");
      session.press("actas exec stag\t");
      await session.waitFor(/actas exec staging $/);
      session.press("\x15");
      await shell.types("as deactivate", /(^|\n|⏎ +)ready> $/);
      if (row.name !== "zsh") expect(await shell.dumped("dump-2")).toBe(before);
      session.press("as readon\t");
      await shell.types(" 2>/dev/null; echo done", /\ndone\n/);
      expect(session.screen).not.toMatch(/as readonly 2>/);
    },
  );
}
