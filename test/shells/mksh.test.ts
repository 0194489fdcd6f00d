import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { killAgent, statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

/** A quarter of it before the end, keys are due. */
const SHORT_SECONDS = 4;

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

      await world.faults({ lifetimeSeconds: SHORT_SECONDS });
      await shell.types("as --refresh --mode env readonly", READY("readonly"));
      const first = await shell.value("AWS_ACCESS_KEY_ID");
      for (let tries = 0; (await shell.value("AWS_ACCESS_KEY_ID")) === first && tries < 100; tries++)
        await Bun.sleep(50);
      expect(await shell.value("AWS_ACCESS_KEY_ID")).not.toBe(first);
      await world.faults({ lifetimeSeconds: SHORT_SECONDS, serverError: "always" });
      await shell.types(`sleep ${SHORT_SECONDS}`, READY("readonly expired"));
      await shell.types("as -", READY("-"));
      await shell.types(
        "ACTAS_TARGET='$(touch hit)`touch hit`!'; _actas_show",
        READY("\\$\\(touch hit\\)`touch hit`\\?"),
      );
      expect(existsSync(join(world.home, "hit"))).toBe(false);
      await shell.types("as deactivate", /\nready> $/);
    },
  );
}
