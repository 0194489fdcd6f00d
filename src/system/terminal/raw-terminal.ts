import { CannotAsk } from "../../conversation/conversation.ts";
import { CaughtSignals, type SignalName } from "../processes/caught-signals.ts";
import { Interrupted } from "./interrupted.ts";
import { Terminal } from "./terminal.ts";
import { type TerminalSize, terminalSize } from "./terminal-size.ts";
import { noteAnswer } from "./waited-ms.ts";

/** How often keys are looked at: shorter than anybody notices. A read that waits could swallow the next program's keys. */
const LOOK_MS = 5;
/** The pieces of a paste follow each other within this time. */
const PASTE_MS = 20;

export interface RawOptions {
  /** Whether ^C, ^Z and ^\\ are keys for the program, or signals to the whole foreground job as always. */
  readonly signals: "signals-are-keys" | "signals-act";
  /**
   * What becomes of keys that the program did not read: `kept` for the next reader; or `dropped`, with those typed
   * before it began, where a paste must neither be an answer nor run as commands.
   */
  readonly unread: "kept" | "dropped";
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
 * Leaves the terminal as it was, whatever happens.
 *
 * @throws {CannotAsk} there is no terminal, or this is a background job
 * @throws {Interrupted} a signal that ends programs, or the end of the terminal
 */
export async function withRawTerminal<T>(program: RawProgram<T>, options: RawOptions): Promise<T> {
  using terminal = Terminal.open();
  if (!terminal) throw new CannotAsk("there is no terminal");
  if (!terminal.isForeground()) throw new CannotAsk("this command runs in the background");

  await using signals = new CaughtSignals([
    ...(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const),
    ...(["SIGTSTP", "SIGCONT", "SIGWINCH"] as const),
  ]);
  try {
    begin(program, terminal, options);
    const result = await resultOf(program, terminal, signals, options);
    // A paste arrives in pieces.
    if (options.unread === "dropped") await Bun.sleep(PASTE_MS);
    return result;
  } finally {
    noteAnswer();
    end(program, terminal, options.unread);
  }
}

async function resultOf<T>(
  program: RawProgram<T>,
  terminal: Terminal,
  signals: CaughtSignals,
  options: RawOptions,
): Promise<T> {
  let size = terminalSize();
  let hasTerminal = true;
  for (;;) {
    for (let caught = signals.take(); caught; caught = signals.take()) {
      if (caught === "SIGWINCH") size = terminalSize();
      else if (caught === "SIGCONT") {
        // No stop need come before it, and then the drawing is still there.
        if (hasTerminal && terminal.isForeground()) terminal.write(program.erase(size));
        hasTerminal = false;
      } else {
        hasTerminal = stopOrThrow(caught, program, terminal, signals);
        // Only now is the signal heard that has continued this process.
        await Bun.sleep(LOOK_MS);
      }
    }
    if (terminal.isForeground()) {
      // Whoever had the terminal meanwhile may have set its modes and moved the cursor.
      if (!hasTerminal) begin(program, terminal, { ...options, unread: "kept" });
      if (!hasTerminal) size = terminalSize();
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
  end(program, terminal, "kept");
  signals.giveIn("SIGTSTP");
  return false;
}

/** Also the other programs of a pipeline stop, as they do when ^Z is no key. This one then catches the signal. */
function stopAll(program: RawProgram<unknown>, terminal: Terminal): void {
  end(program, terminal, "kept");
  process.kill(0, "SIGTSTP");
}

function begin(program: RawProgram<unknown>, terminal: Terminal, { signals, unread }: RawOptions): void {
  terminal.readKeys(signals, unread);
  program.begin();
}

/** A background job neither writes nor changes modes: it would be stopped. */
function end(program: RawProgram<unknown>, terminal: Terminal, unread: RawOptions["unread"]): void {
  if (terminal.isForeground()) terminal.write(program.erase(terminalSize()));
  terminal.restore(unread);
}
