import { expect } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

const OUTER = "(^|\\n|⏎ +)";
const VENV = (target: string) => new RegExp(`${OUTER}\\(venv\\) ${target && `\\(${target}\\) `}ready> $`);
const NEW = (target: string) => new RegExp(`${OUTER}${target && `\\(${target}\\) `}new> $`);

/** How a tool puts its text before the prompt, and how a user sets another one. */
const CHANGES: Readonly<Record<string, { readonly before: string; readonly anew: string }>> = {
  bash: { before: 'PS1="(venv) $PS1"', anew: "PS1='new> '" },
  zsh: { before: 'PROMPT="(venv) $PROMPT"', anew: "PROMPT='new> '" },
  tcsh: { before: 'set prompt = "(venv) $prompt"', anew: "set prompt = 'new> '" },
  fish: {
    before: "functions -c fish_prompt _old_fish_prompt; function fish_prompt; echo -n '(venv) '; _old_fish_prompt; end",
    anew: "functions -e _old_fish_prompt; function fish_prompt; echo -n 'new> '; end",
  },
};

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  const changes = CHANGES[row.name];
  if (changes) {
    worldTestUnless(
      needs(row.tool),
      `${row.name} shows its target once in a prompt that others change`,
      async (world) => {
        const shell = new ShellAtTerminal(world, row);
        await shell.ready();
        await shell.types(row.init, READY("-"));
        await shell.types(changes.before, VENV("-"));
        await shell.types("as ben", VENV("ben"));
        await shell.types(row.init, VENV("ben"));
        await shell.types("as readonly", VENV("readonly"));
        await shell.types(changes.anew, /new> $/);
        await shell.types("as ben", NEW("ben"));
        await shell.types("true", NEW("ben"));
        await shell.types("as deactivate", NEW(""));
        await shell.types("true", NEW(""));
      },
    );
  }

  worldTestUnless(
    needs(row.tool),
    `${row.name} shows what nobody sees in the name of a target, and what its prompt would expand, as text`,
    async (world) => {
      const name = "a\u202eb\u200bc%n!{d}^\\w%{x";
      const keys = `aws_access_key_id = AKIASANDBOXBEN000001\naws_secret_access_key = sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB\n`;
      writeFileSync(join(world.home, ".aws/credentials"), `[${name}]\n${keys}`);
      writeFileSync(
        join(world.home, "act"),
        row.name === "tcsh"
          ? `as "${name.replace("!", "\\!")}"\n`
          : `as '${name.replace("\\", row.name === "fish" ? "\\\\" : "\\")}'\n`,
      );
      const shell = new ShellAtTerminal(world, row);
      await shell.ready();
      await shell.types(row.init, READY("-"));
      // POSIX shells show `?` for what they would expand, zsh for what it would if prompts were expanded.
      await shell.types(row.source("act"), READY("a<U\\+202E>b<U\\+200B>c%n[!?]\\{d\\}\\^[\\\\?]w%\\{x"));
      await shell.types("as deactivate", /(^|\n|⏎ +)ready> $/);
      expect(shell.session.screen).not.toMatch(/[\u202e\u200b]/);
    },
  );
}

for (const row of OTHER_SHELLS.filter(({ name }) => name === "tcsh")) {
  worldTestUnless(needs(row.tool), "tcsh shows colours, and says once that a prompt is read-only", async (world) => {
    writeFileSync(join(world.home, ".config/actas/config.json"), '{ "prompt": { "ben": "red" } }');
    const shell = new ShellAtTerminal(world, row);
    await shell.ready();
    await shell.types(row.init, READY("-"));
    await shell.types("as ben", READY("ben"));
    expect(shell.session.raw).toContain("\u001b[31m(ben) \u001b[39mready> ");
    await shell.types("as deactivate", /(^|\n)ready> $/);
    await shell.types("set -r prompt = 'fixed> '", /fixed> $/);
    await shell.types(row.init, /actas: note: prompt is read-only[^\n]*\n *fixed> $/);
    await shell.types("as ben", /acting as ben\nfixed> $/);
    await shell.types("as deactivate", /as deactivate\nfixed> $/);
    expect(shell.session.screen).not.toContain("$prompt is read-only");
    expect(existsSync(join(world.home, "hit"))).toBe(false);
  });
}
