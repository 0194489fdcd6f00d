import { expect } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killAgent, statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { renewedAndEnded } from "./renewed-and-ended.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

/** What some prompt would expand. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is for shells
const NAME = "a$(touch hit)`touch hit`%n%~\\w\\u!${HOME}%{x%}";
const SETTINGS = '{ "prompt": { "444455556666": "blue", "Read*": "red", "readonly": "green" } }';
const EXPANSION = {
  bash: { off: "shopt -u promptvars", on: "shopt -s promptvars" },
  zsh: { off: "unsetopt prompt_subst", on: "setopt prompt_subst" },
};
/** How it colours the prompt; on the terminal that fish has here, it uses none. */
const COLOURED: Readonly<Record<string, string>> = {
  bash: "\u001b[31m(readonly)\u001b[39m ready> ",
  zsh: "\u001b[31m(readonly)\u001b[39m ready> ",
  tcsh: "\u001b[31m(readonly) \u001b[39mready> ",
};
const WHOAMI = "sh -c 'actas whoami >whoami 2>&1'";

for (const row of [...SHELLS, ...OTHER_SHELLS].filter(({ hook }) => hook)) {
  worldTestUnless(
    needs(row.tool),
    `${row.name} brings the prompt up to date, and renews what is due`,
    async (world) => {
      writeFileSync(join(world.home, ".config/actas/config.json"), SETTINGS);
      const shell = new ShellAtTerminal(world, row);
      const { session } = shell;
      await shell.ready();
      await shell.types(row.init, READY("-"));
      await shell.types("as readonly", READY("readonly"));
      expect(session.raw).toContain(COLOURED[row.name] ?? "(readonly)");

      // The next prompt starts an agent, which takes up the grant.
      const before = await statusOf(world);
      await killAgent(world);
      await shell.types("", READY("readonly"));
      const after = await statusOf(world);
      expect(after.agent?.pid).not.toBe(before.agent?.pid);
      expect(after.grants.map(({ pid, target }) => [pid, target])).toEqual([[session.pid, "readonly"]]);
      // What needs no person comes back by itself; the other is shown.
      await shell.types("as staging", /MFA code/);
      await shell.types(await world.code(), READY("staging"));
      await world.run(["cache", "clear"]);
      await shell.types(WHOAMI, READY("staging ended"));
      await shell.types("as readonly", READY("readonly"));
      await shell.types(WHOAMI, READY("readonly"));
      await world.run(["agent", "stop", "--yes"]);
      await shell.types("", READY("readonly"));
      await shell.types("actas whoami", /assumed-role\/ReadOnly\/[\s\S]*ready> $/);
      expect(await shell.value("AWS_ACCESS_KEY_ID")).toBe("");

      await renewedAndEnded(shell, world);
      if (row.name === "tcsh") return;
      await shell.types("sh -c 'exit 7'", READY("-"));
      expect(await shell.value(row.name === "fish" ? "status" : "?")).toBe("7");
    },
  );
}

for (const row of SHELLS.filter(({ hook }) => hook)) {
  worldTestUnless(needs(row.tool), `${row.name} runs nothing that stands in the name of a target`, async (world) => {
    await Bun.write(
      join(world.home, ".aws/credentials"),
      `[${NAME}]\naws_access_key_id = AKIASANDBOXBEN000001\naws_secret_access_key = sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB\n`,
    );
    const shell = new ShellAtTerminal(world, row);
    await shell.ready();
    await shell.types(row.init, READY("-"));
    const shown = (name: string) => READY(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const safe = NAME.replace(row.name === "zsh" ? /[$`\\]/g : /[$`]/g, "?");
    await shell.types(`as '${NAME}'`, shown(row.name === "zsh" ? safe : NAME));
    const { off, on } = EXPANSION[row.name as keyof typeof EXPANSION];
    for (const [line, name] of [
      [off, safe],
      ["", safe],
      [on, NAME],
      ["", NAME],
      [off, safe],
    ] as const) {
      await shell.types(line, shown(name));
    }
    await shell.types("as deactivate", /\nready> $/);
    expect(existsSync(join(world.home, "hit"))).toBe(false);
  });
}
