import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathOf } from "../support/needs.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";

/** nushell asks the terminal where the cursor is, and waits for the answer. */
const WHERE = "\x1b[6n";
const HERE = "\x1b[1;1R";
/** What it says to the terminal when a command begins, and when it waits for the next. */
const BEGINS = /\]133;C/;
export const READY = /\]133;B/;
/** What it has: variables as programs see them, its own, hooks, commands and aliases. */
const DUMP = [
  "env | lines | where $it !~ '^CMD_DURATION_MS=' | sort",
  "$env | columns | where $it not-in [config ENV_CONVERSIONS CMD_DURATION_MS LAST_EXIT_CODE] | sort",
  "$env.config.hooks | to nuon",
  "$env.PROMPT_COMMAND? | describe",
  "scope commands | where type == custom | get name | sort",
  "scope aliases | get name | sort",
].map((part) => `(${part} | to text)`);

/** A nushell at a terminal with the functions, in which lines are typed. */
export class NuAtTerminal {
  readonly session: TerminalSession;
  readonly #world: World;
  #asked = 0;

  private constructor(world: World) {
    this.#world = world;
    this.session = world.terminalProgram([pathOf("nu") ?? "nu", "-n"]);
    this.session.onOutput((text) => {
      if (text.includes(WHERE)) this.session.press(HERE);
    });
  }

  static async start(world: World): Promise<NuAtTerminal> {
    await world.runProgram(["sh", "-c", "actas shell init nu >init.nu; actas shell hook nu >hook.nu"]);
    const shell = new NuAtTerminal(world);
    await shell.session.waitFor(/> /);
    return shell;
  }

  async types(line: string, ...shows: readonly RegExp[]): Promise<void> {
    this.session.type(line);
    // Until then it shows the prompt anew for each key.
    await this.session.waitFor(BEGINS);
    for (const shown of shows) await this.session.waitFor(shown);
  }

  async value(variable: string): Promise<string> {
    const label = `v${++this.#asked}`;
    this.session.type(`print $"(char nl)${label}=($env.${variable}? | default '').end"`);
    const [, value = ""] = await this.session.waitFor(new RegExp(`^${label}=(.*)\\.end`, "m"));
    await this.session.waitFor(READY);
    return value;
  }

  async dumped(file: string): Promise<string> {
    await this.types(
      `[${DUMP.join(" ")}] | str join (char nl) | save -f ${file}; print $"dum(char nl)ped"`,
      /dum\s*\nped\s*\n/,
      READY,
    );
    return readFileSync(join(this.#world.home, file), "utf8");
  }
}
