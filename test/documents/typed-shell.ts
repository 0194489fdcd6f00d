import { Terminal } from "@xterm/headless";
import type { TerminalSession } from "../support/terminal-session.ts";

/** Something that a command asks, and what the user does then. */
export interface Answer {
  readonly when: RegExp;
  readonly answer: (found: RegExpExecArray, session: TerminalSession) => unknown;
}

export interface Printed {
  /** As on the screen in the end; a line that the terminal has wrapped is one line. */
  readonly lines: readonly string[];
  readonly status: number;
}

/** Has bash, also one that a command starts, mark where output begins and ends; no screen shows it. */
export const MARKS = {
  PS0: "\x1e",
  PS1: "$ ",
  PROMPT_COMMAND: String.raw`printf '\033]777;%s %s\007' $? $$`,
  INPUTRC: "/dev/null",
  HISTFILE: "/dev/null",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: no program prints this one
const DONE = /\x1b\]777;(\d+) (\d+)\x07/;
/** A command says what it waits for only if that takes long. */
const PROGRESS = /^actas: waiting for .* …$/;
const LIMIT_MS = 120_000;

/** A shell on a terminal, into which commands are typed one after the other. */
export class TypedShell {
  readonly #session: TerminalSession;
  #seen = 0;
  #pid = "";
  #columns = 200;
  #changed = Promise.withResolvers<void>();

  constructor(session: TerminalSession) {
    this.#session = session;
    session.onOutput(() => {
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    });
  }

  /** Waits for the first prompt. */
  async ready(): Promise<void> {
    await this.#until("the first prompt", []);
  }

  /** Makes the window as wide as what a page shows. */
  widen(columns: number): void {
    this.#columns = columns;
    this.#session.resize({ columns, rows: 50 });
  }

  /** Types a line, answers what it asks, and waits for the next prompt. Leaves a shell that `exec` has started. */
  async type(line: string, answers: readonly Answer[]): Promise<Printed> {
    const before = this.#pid;
    this.#session.type(line);
    const printed = await this.#until(line, answers);
    if (/^actas exec\b/.test(line) && this.#pid !== before) await this.type("exit", []);
    return printed;
  }

  async #until(line: string, answers: readonly Answer[]): Promise<Printed> {
    const late = new Promise<true>((tell) => setTimeout(tell, LIMIT_MS, true).unref());
    const open = new Set(answers);
    for (;;) {
      const changed = this.#changed.promise;
      const raw = this.#session.raw.slice(this.#seen);
      const [, output = raw] = raw.split("\x1e");
      const done = DONE.exec(output);
      if (done) {
        this.#seen += raw.indexOf(done[0]) + done[0].length;
        this.#pid = done[2] ?? "";
        const lines = await linesOnScreen(output.slice(0, done.index), this.#columns);
        return { status: Number(done[1]), lines };
      }
      await this.#answer(shown(output), open);
      if (await Promise.race([changed, late])) throw new Error(`\`${line}\` does not end; it printed\n${shown(raw)}`);
    }
  }

  /** Answers everything at most once, however often it is drawn. */
  async #answer(output: string, open: Set<Answer>): Promise<void> {
    for (const one of open) {
      const found = one.when.exec(output);
      if (!found) continue;
      open.delete(one);
      await one.answer(found, this.#session);
    }
  }
}

async function linesOnScreen(output: string, columns: number): Promise<string[]> {
  const terminal = new Terminal({ cols: columns, rows: 50, scrollback: 1_000, allowProposedApi: true });
  await new Promise<void>((drawn) => terminal.write(output, drawn));
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let y = 0; y <= active.baseY + active.cursorY; y++) {
    const line = active.getLine(y);
    const isEnd = !active.getLine(y + 1)?.isWrapped;
    const text = line?.translateToString(isEnd) ?? "";
    if (line?.isWrapped) lines.push((lines.pop() ?? "") + text);
    else lines.push(text);
  }
  return lines.filter((line) => !PROGRESS.test(line));
}

/** Without colours, carriage returns and what was erased. */
function shown(raw: string): string {
  return (
    raw
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
      .replace(/[^\n]*\r\x1b\[2?K/g, "")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
      .replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)|\r/g, "")
  );
}
