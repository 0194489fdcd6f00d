import type { TerminalSession } from "../support/terminal-session.ts";

/** Something that a command asks, and what the user does then. */
export interface Answer {
  readonly when: RegExp;
  readonly answer: (found: RegExpExecArray, session: TerminalSession) => unknown;
}

export interface Printed {
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
const LIMIT_MS = 120_000;

/** A shell on a terminal, into which commands are typed one after the other. */
export class TypedShell {
  readonly #session: TerminalSession;
  #seen = 0;
  #pid = "";
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
        return { status: Number(done[1]), lines: shown(output.slice(0, done.index)).split("\n") };
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

/** Without colours, carriage returns, and progress, which a command shows only if it takes long. */
export function shown(raw: string): string {
  return (
    raw
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
      .replace(/[^\n]*\r\x1b\[2?K/g, "")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
      .replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)|\r/g, "")
      .replace(/^actas: waiting for .* …\n/gm, "")
  );
}
