import { expect } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is for shells
const BOURNE = ['PATH="$HOME/other:$PATH"', 'PATH="${PATH#*:}"'] as const;
/** Puts another `actas` first into PATH, and takes it away. */
const OTHER_FIRST: Readonly<Record<string, readonly [first: string, away: string]>> = {
  bash: BOURNE,
  zsh: BOURNE,
  fish: ["set -x PATH $HOME/other $PATH", "set -e PATH[1]"],
};

for (const row of [...SHELLS, ...OTHER_SHELLS].filter(({ name }) => name in OTHER_FIRST)) {
  const [first = "", away = ""] = OTHER_FIRST[row.name] ?? [];
  worldTestUnless(
    needs(row.tool),
    `${row.name} completes targets after \`as\` by the program that wrote it, and after \`actas exec\``,
    async (world) => {
      const shell = new ShellAtTerminal(world, row);
      const { session } = shell;
      await shell.ready();
      if (row.name === "zsh") await shell.types("autoload -Uz compinit; compinit -u -D", /ready> $/);
      const before = await shell.dumped("dump-1");
      await shell.types(row.init, READY("-"));
      mkdirSync(join(world.home, "other"));
      writeFileSync(join(world.home, "other/actas"), '#!/bin/sh\necho "$@" >>"$HOME/hit"\n', { mode: 0o755 });
      await shell.types(first, READY("-"));
      session.press("as readon\t");
      await session.waitFor(/as readonly $/);
      session.press("\r");
      await session.waitFor(READY("readonly"));
      await shell.types(away, READY("readonly"));
      expect(existsSync(join(world.home, "hit"))).toBe(false);
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
