import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { needs, pathOf } from "../support/needs.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { SHELLS, type ShellRow } from "./shells.ts";

/** A tool that changes shells, as its users have it. */
interface OtherTool {
  /** Of `.ci/debian-packages`. */
  readonly tool: string;
  /** Its line in the start-up file of each shell. */
  readonly lines: Readonly<Record<string, string>>;
  /** What its prompt ends with, after the target; absent: it has none of its own. */
  readonly prompt?: string;
  /** Names of variables and functions that are another each time. */
  readonly volatile?: RegExp;
}

function quoted(tool: string): string {
  return `'${pathOf(tool)}'`;
}

const OTHERS: readonly OtherTool[] = [
  {
    tool: "mise",
    lines: {
      bash: `eval "$(${quoted("mise")} activate bash)"`,
      zsh: `eval "$(${quoted("mise")} activate zsh)"`,
      fish: `${quoted("mise")} activate fish | source`,
    },
    volatile: /__MISE_/,
  },
  {
    tool: "direnv",
    lines: {
      bash: 'eval "$(direnv hook bash)"',
      zsh: 'eval "$(direnv hook zsh)"',
      fish: "direnv hook fish | source",
      tcsh: "eval `direnv hook tcsh`",
    },
  },
  {
    tool: "starship",
    lines: {
      bash: `eval "$(${quoted("starship")} init bash)"`,
      zsh: `eval "$(${quoted("starship")} init zsh)"`,
      fish: `${quoted("starship")} init fish | source`,
      tcsh: `eval "\`${quoted("starship")} init tcsh\`"`,
    },
    prompt: "[❯>] $",
    // For tcsh it keeps what it found before each prompt in `USER_PRECMD`, and what it found as well.
    volatile: /^((declare -x|export|typeset -x) )?STARSHIP_\w+[=\s]|^USER_PRECMD\s/,
  },
  {
    tool: "pure",
    lines: { zsh: `fpath+=(${quoted("pure")}(:h)); autoload -U promptinit; promptinit; prompt pure` },
    prompt: "❯ $",
    volatile: /prompt_pure_|ASYNC_/,
  },
  { tool: "spaceship", lines: { zsh: `source ${quoted("spaceship")}` }, prompt: "➜ $", volatile: /_EXEC_TIME_/ },
  { tool: "powerlevel9k", lines: { zsh: `source ${quoted("powerlevel9k")}` }, prompt: "~ ", volatile: /^_P9K_/ },
  { tool: "zsh-autosuggestions", lines: { zsh: `source ${quoted("zsh-autosuggestions")}` } },
  {
    tool: "zsh-syntax-highlighting",
    lines: { zsh: `source ${quoted("zsh-syntax-highlighting")}` },
    volatile: /highlighter_main_cache=/,
  },
];

/** What is another in each shell. */
const OF_ONE_SHELL = /^('\$'|TTY|fish_pid|tty)[=\s]/;
/** How zsh-syntax-highlighting tells its functions from others'. */
const RANDOM = /-s[\d.]+-r\d+-/g;

class ShellBesideOther {
  readonly #world: World;
  readonly #row: ShellRow;
  readonly #other: OtherTool;
  readonly #session;
  #lines = 0;

  private constructor(world: World, row: ShellRow, other: OtherTool) {
    this.#world = world;
    this.#row = row;
    this.#other = other;
    this.#session = world.terminalProgram(row.words, { env: { SHELL: row.words[0] ?? "", ENV: "/dev/null" } });
  }

  static async start(world: World, row: ShellRow, other: OtherTool): Promise<ShellBesideOther> {
    const shell = new ShellBesideOther(world, row, other);
    await shell.#session.waitFor(/[>#$%][ \b]*$/);
    await shell.types(row.prompt);
    return shell;
  }

  async types(...lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      this.#session.type(`${line}; echo do''ne${++this.#lines}`);
      await this.#session.waitFor(new RegExp(`done${this.#lines}$`, "m"));
    }
  }

  /** Waits for a prompt, of the other tool if it has one, that shows this target once. */
  async shows(target: string, ofOther: "of the other" | "own"): Promise<void> {
    const end = (ofOther === "of the other" && this.#other.prompt) || "ready> $";
    await this.#session.waitFor(new RegExp(`(?<!\\) )\\(${target}\\) (?!\\()[^()]*?${end}`));
  }

  async dumped(): Promise<string> {
    await this.types(this.#row.dump("dump"));
    const { volatile } = this.#other;
    const isSteady = (line: string) =>
      !this.#row.volatile.test(line) && !OF_ONE_SHELL.test(line) && !volatile?.test(line);
    const text = readFileSync(join(this.#world.home, "dump"), "utf8");
    return text.replace(RANDOM, "-").split("\n").filter(isSteady).join("\n");
  }
}

const ROWS = [...SHELLS, ...OTHER_SHELLS];
for (const other of OTHERS) {
  for (const row of ROWS.filter(({ name }) => name in other.lines)) {
    const line = other.lines[row.name] ?? "";
    worldTestUnless(
      needs(other.tool, row.tool),
      `${row.name} shows its target beside ${other.tool}, and has in the end what it had with that alone, whichever came first`,
      async (world) => {
        const shell = await ShellBesideOther.start(world, row, other);
        // Such tools make much of what they have at the first prompts.
        await shell.types(line, ":", ":");
        const alone = await shell.dumped();
        await shell.types(row.init, "as ben");
        await shell.shows("ben", "of the other");
        await shell.types("as -");
        await shell.shows("-", "of the other");
        await shell.types("as deactivate");
        expect(await shell.dumped()).toBe(alone);

        const second = await ShellBesideOther.start(world, row, other);
        await second.types(row.init, line, "as ben");
        if (!other.prompt) await second.shows("ben", "own");
        await second.types(`sh -c 'echo "of $ACTAS_TARGET" >target'`, "as deactivate");
        expect(readFileSync(join(world.home, "target"), "utf8")).toBe("of ben\n");
        expect(await second.dumped()).toBe(alone);
      },
    );
  }
}
