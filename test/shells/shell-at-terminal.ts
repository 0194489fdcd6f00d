import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import type { ShellRow } from "./shells.ts";

/**
 * The prompt of a shell that shows this target. fish has a mark before it where output has not ended with a newline.
 */
export function READY(shown: string): RegExp {
  return new RegExp(`(^|\\n|⏎ +)\\(${shown}\\) ready> $`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A shell at a terminal, in which lines are typed. */
export class ShellAtTerminal {
  readonly session: TerminalSession;
  readonly #row: ShellRow;
  readonly #world: World;
  #asked = 0;

  constructor(world: World, row: ShellRow) {
    this.#world = world;
    this.#row = row;
    writeFileSync(join(world.home, "before"), row.before);
    this.session = world.terminalProgram(row.words, {
      env: { SHELL: row.words[0] ?? "", ENV: "/dev/null", PS1: "ready> " },
    });
  }

  /** Waits for it, and has it read what it had before. */
  async ready(): Promise<void> {
    await this.session.waitFor(/[>#$%][ \b]*$/);
    // ksh shows its first prompt twice.
    this.session.type(this.#row.source("before"));
    await this.session.waitFor(/before\s*\n/);
    await this.session.waitFor(/ready> $/);
  }

  /** Types a line, and waits for what follows. */
  async types(line: string, prompt: RegExp): Promise<void> {
    this.session.type(line);
    // fish shows prompt and line anew with each key.
    if (this.#row.name === "fish") await this.session.waitFor(new RegExp(`${escaped(line)}\\s*\n`));
    await this.session.waitFor(prompt);
  }

  async value(variable: string): Promise<string> {
    const label = `v${++this.#asked}`;
    this.session.type(this.#row.show(label, variable));
    const [, value = ""] = await this.session.waitFor(new RegExp(`^${label}=(.*)\\.$`, "m"));
    await this.session.waitFor(/ready> $/);
    return value;
  }

  async dumped(file: string): Promise<string> {
    await this.types(this.#row.dump(file), /ready> $/);
    const text = readFileSync(join(this.#world.home, file), "utf8");
    return text
      .split("\n")
      .filter((line) => !this.#row.volatile.test(line))
      .join("\n");
  }
}
