import { pathOf } from "../support/needs.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";

interface CompletingShellKind {
  /** Of `.ci/debian-packages`. */
  readonly tools: readonly string[];
  readonly words: readonly string[];
  /** What a user has in the files that the shell reads when it starts. */
  readonly lines: readonly string[];
  /** Defines a function in place of the command: it shows the words that it gets. */
  readonly showWords: string;
  /** Lines that this shell completes in its own way, and the words that the command then gets. */
  readonly typed: Readonly<Record<string, string>>;
  /** What is shown below the line when `TWICE` is typed. */
  readonly shown: RegExp;
}

/** Roles of a source, of which there are several. */
const TWICE = "exec corp:\t\t";

const SHOW_IN_POSIX = `actas() { printf '<%s>' "$@"; echo .; }`;

export const COMPLETING_SHELLS: Readonly<Record<string, CompletingShellKind>> = {
  bash: {
    tools: ["bash"],
    words: ["bash", "--norc", "-i"],
    lines: ['eval "$(actas completion bash)"'],
    showWords: SHOW_IN_POSIX,
    shown: /111122223333\/Developer +\S/,
    typed: {
      "exec corp:sandbox/dev\t": "<exec><corp:111122223333/Developer>",
      "exec staging -- setpr\t x": "<exec><staging><--><setpriv><x>",
      "exec staging -- cat rol\t": "<exec><staging><--><cat><roles of mine.ini>",
    },
  },
  "bash with bash-completion": {
    tools: ["bash", "bash-completion", "git"],
    words: ["bash", "--norc", "-i"],
    lines: ["source /usr/share/bash-completion/bash_completion", 'eval "$(actas completion bash)"'],
    showWords: SHOW_IN_POSIX,
    shown: /111122223333\/Developer +\S/,
    typed: {
      "exec corp:sandbox/dev\t": "<exec><corp:111122223333/Developer>",
      "exec staging -- git ini\t": "<exec><staging><--><git><init>",
      "exec staging git ini\t": "<exec><staging><git><init>",
      "exec staging -- setpr\t x": "<exec><staging><--><setpriv><x>",
    },
  },
  zsh: {
    tools: ["zsh", "git"],
    words: ["zsh", "-f", "-i"],
    // Left to itself, the key first expands what is typed, commands and all, whatever program the line is of.
    lines: ["bindkey '^I' complete-word", "autoload -Uz compinit", "compinit -D -u", 'eval "$(actas completion zsh)"'],
    showWords: SHOW_IN_POSIX,
    shown: /corp:111122223333\/ReadOnly +-- Sandbox/,
    typed: {
      "exec corp:sandbox/dev\t": "<exec><corp:111122223333/Developer>",
      "exec staging -- git ini\t": "<exec><staging><--><git><init>",
      "exec staging git ini\t": "<exec><staging><git><init>",
      "exec staging -- setpr\t x": "<exec><staging><--><setpriv><x>",
    },
  },
  fish: {
    tools: ["fish", "git"],
    words: ["fish", "--private"],
    lines: ["actas completion fish | source"],
    showWords: "function actas; printf '<%s>' $argv; echo .; end",
    shown: /111122223333\/Developer +\(Sandbox/,
    typed: {
      "exec staging -- git ini\t": "<exec><staging><--><git><init>",
      "exec staging git ini\t": "<exec><staging><git><init>",
      "exec staging -- setpr\t x": "<exec><staging><--><setpriv><x>",
    },
  },
};

/** A shell on a terminal in which a user presses TAB. */
export class CompletingShell {
  readonly #session: TerminalSession;

  private constructor(session: TerminalSession) {
    this.#session = session;
  }

  /** Starts a shell with completion; its command `actas` then shows the words that it gets. */
  static async start(world: World, { lines, showWords, words }: CompletingShellKind): Promise<CompletingShell> {
    const [name = "", ...options] = words;
    const session = world.terminalProgram([pathOf(name) ?? name, ...options], { env: { PS1: "ready% " } });
    const shell = new CompletingShell(session);
    for (const line of [...lines, showWords]) session.type(line);
    session.type("echo in''itialised");
    await session.waitFor(/initialised/);
    return shell;
  }

  /** The words that `actas` gets when a user types this, in which each `\t` is the TAB key, and presses Enter. */
  async completed(typed: string): Promise<string> {
    this.#session.press(`actas ${typed}\r`);
    return (await this.#session.waitFor(/(<.*>)\.\s/, 5_000))[1] ?? "";
  }

  /** Types this, TAB keys included, and leaves the line without pressing Enter. */
  async left(typed: string): Promise<void> {
    this.#session.press(`actas ${typed}\x15echo le''ft\r`);
    await this.#session.waitFor(/left/, 5_000);
  }

  /** What is shown below the line when there are several. @throws when it is something else */
  async shows(expected: RegExp): Promise<void> {
    this.#session.press(`actas ${TWICE}`);
    await this.#session.waitFor(expected, 5_000);
    await this.left("");
  }
}
