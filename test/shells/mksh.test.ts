import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { killAgent, statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { renewedAndEnded } from "./renewed-and-ended.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

for (const row of SHELLS.filter(({ name }) => name === "mksh")) {
  worldTestUnless(
    needs(row.tool),
    "mksh renews what is due before its prompt, and shows what has ended",
    async (world) => {
      const shell = new ShellAtTerminal(world, row);
      await shell.ready();
      await shell.types(row.init, READY("-"));
      await shell.types("as readonly", READY("readonly"));
      const before = await statusOf(world);
      await killAgent(world);
      await shell.types("", READY("readonly"));
      const after = await statusOf(world);
      expect(after.agent?.pid).not.toBe(before.agent?.pid);
      expect(after.grants.map(({ pid, target }) => [pid, target])).toEqual([[shell.session.pid, "readonly"]]);

      await renewedAndEnded(shell, world);
      await shell.types(
        "ACTAS_TARGET='$(touch hit)`touch hit`!'; _actas_show",
        READY("\\$\\(touch hit\\)`touch hit`\\?"),
      );
      expect(existsSync(join(world.home, "hit"))).toBe(false);
      await shell.types("as deactivate", /\nready> $/);
    },
  );
}
