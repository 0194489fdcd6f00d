import { openSync } from "node:fs";
import { WriteStream } from "node:tty";
import { CannotAsk } from "../../conversation/conversation.ts";
import { CaughtSignals, type SignalName } from "../processes/caught-signals.ts";
import { Interrupted } from "./ask-on-terminal.ts";
import { Terminal } from "./terminal.ts";

/** How often keys are looked at: shorter than anybody notices. A read that waits could swallow the next program's keys. */
const LOOK_MS = 5;
/** Of terminals that do not say how large they are, as the first ones were. */
const UNTOLD: TerminalSize = { columns: 80, rows: 24 };

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What has the terminal to itself for a while, and draws on it. */
export interface RawProgram<T> {
  /** Hears of each byte that is typed. */
  press(byte: Buffer): void;
  /** What it has come to: a result when it is done, `suspend` when the user wants the shell back meanwhile. */
  state(): "going-on" | "suspend" | { readonly result: T };
  /** Begins anew, on an empty line; also after it was suspended. */
  begin(): void;
  /** What to write now; empty while nothing has changed. */
  draw(size: TerminalSize): string;
  /** What takes back all that was drawn. */
  erase(size: TerminalSize): string;
}

/**
 * Lends the terminal of this process, also when its standard files are pipes, to a program that reads single keys.
 * Leaves the terminal as it was, whatever happens; keys that were not read belong to the next reader.
 *
 * @throws {CannotAsk} there is no terminal, or this is a background job
 * @throws {Interrupted} a signal that ends programs; ^C is an ordinary key here
 */
export async function withRawTerminal<T>(program: RawProgram<T>): Promise<T> {
  using terminal = Terminal.open();
  if (!terminal) throw new CannotAsk("there is no terminal");
  if (!terminal.isForeground()) throw new CannotAsk("this command runs in the background");

  using signals = new CaughtSignals([
    ...(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const),
    ...(["SIGTSTP", "SIGCONT", "SIGWINCH"] as const),
  ]);
  try {
    begin(program, terminal);
    return await resultOf(program, terminal, signals);
  } finally {
    end(program, terminal);
  }
}

async function resultOf<T>(program: RawProgram<T>, terminal: Terminal, signals: CaughtSignals): Promise<T> {
  let size = sizeOfTerminal();
  let hasTerminal = true;
  for (;;) {
    for (let caught = signals.take(); caught; caught = signals.take()) {
      if (caught === "SIGWINCH") size = sizeOfTerminal();
      else if (caught === "SIGCONT") {
        // No stop need come before it, and then the drawing is still there.
        if (hasTerminal && terminal.isForeground()) terminal.write(program.erase(size));
        hasTerminal = false;
      } else hasTerminal = stopOrThrow(caught, program, terminal, signals);
    }
    if (terminal.isForeground()) {
      // Whoever had the terminal meanwhile may have set its modes and moved the cursor.
      if (!hasTerminal) begin(program, terminal);
      if (!hasTerminal) size = sizeOfTerminal();
      hasTerminal = true;
      readKeys(program, terminal);
      const state = program.state();
      if (typeof state === "object") return state.result;
      hasTerminal = state !== "suspend";
      if (state === "suspend") stopAll(program, terminal);
      else terminal.write(program.draw(size));
    } else hasTerminal = false;
    await Bun.sleep(LOOK_MS);
  }
}

function readKeys(program: RawProgram<unknown>, terminal: Terminal): void {
  while (program.state() === "going-on" && terminal.hasInput()) {
    const byte = terminal.readByte();
    if (byte.length === 0) throw new Interrupted();
    program.press(byte);
  }
}

/** Ends by the signal, or stops until this process is continued. */
function stopOrThrow(
  caught: SignalName,
  program: RawProgram<unknown>,
  terminal: Terminal,
  signals: CaughtSignals,
): false {
  if (caught !== "SIGTSTP") throw new Interrupted(caught);
  end(program, terminal);
  signals.giveIn("SIGTSTP");
  return false;
}

/** Also the other programs of a pipeline stop, as they do when ^Z is no key. This one then catches the signal. */
function stopAll(program: RawProgram<unknown>, terminal: Terminal): void {
  end(program, terminal);
  process.kill(0, "SIGTSTP");
}

function begin(program: RawProgram<unknown>, terminal: Terminal): void {
  terminal.readKeys("signals-are-keys");
  program.begin();
}

/** A background job neither writes nor changes modes: it would be stopped. */
function end(program: RawProgram<unknown>, terminal: Terminal): void {
  if (terminal.isForeground()) terminal.write(program.erase(sizeOfTerminal()));
  terminal.restore();
}

function sizeOfTerminal(): TerminalSize {
  const stream = new WriteStream(openSync("/dev/tty", "w"));
  const { columns, rows } = stream;
  stream.destroy();
  return { columns: columns || UNTOLD.columns, rows: rows || UNTOLD.rows };
}
