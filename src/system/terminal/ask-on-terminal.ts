import { CannotAsk } from "../../conversation/conversation.ts";
import { CaughtSignals, type SignalName } from "../processes/caught-signals.ts";
import { Terminal } from "./terminal.ts";

/** Interval for polling keys and signals. A blocking read could not be cancelled without losing the next line. */
const LOOK_MS = 20;
const NEWLINE = 10;

export interface TerminalQuestion {
  readonly prompt: string;
  /** Keys typed after the line: `kept` for the next reader, or `dropped` where a paste must not run as commands. */
  readonly pasted?: "kept" | "dropped";
  /** Withdraws the question, for instance because it was answered elsewhere. */
  readonly signal: AbortSignal;
}

/**
 * The user ended the question with ^C or another signal, or (without `signal`) with ^D.
 * To end as the user wanted, call `process.kill(process.pid, signal)`: the signal is no longer caught.
 */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: SignalName | undefined;

  constructor(signal?: SignalName) {
    super(signal ? `interrupted by ${signal}` : "the question was closed without an answer");
    this.signal = signal;
  }
}

/**
 * Asks one question on the terminal of this process, even when its standard files are pipes, and returns the line
 * typed. The terminal is always left as it was, with the keys typed after the line unless they are dropped. ^Z stops
 * the process, and the question is shown again when the process continues in the foreground.
 *
 * @throws {CannotAsk} there is no terminal, or this is a background job, which reading would stop
 * @throws {Interrupted} ^C, ^D, or a signal that ends programs
 * @throws the reason of `signal`
 */
export async function askOnTerminal(question: TerminalQuestion): Promise<string> {
  const { pasted = "kept", signal } = question;
  signal.throwIfAborted();
  using terminal = Terminal.open();
  if (!terminal) throw new CannotAsk("there is no terminal");
  if (!terminal.isForeground()) throw new CannotAsk("this command runs in the background");

  using signals = new CaughtSignals(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP", "SIGCONT"]);
  try {
    const line = await typedLine(question, terminal, signals);
    // A paste arrives in pieces.
    if (pasted === "dropped") await Bun.sleep(LOOK_MS);
    return line;
  } catch (error) {
    terminal.write("\n");
    throw error;
  } finally {
    terminal.restore(pasted);
  }
}

async function typedLine(question: TerminalQuestion, terminal: Terminal, signals: CaughtSignals): Promise<string> {
  const typed: Buffer[] = [];
  let isShown = true;
  show(question, terminal);
  while (typed.at(-1)?.at(-1) !== NEWLINE) {
    await Bun.sleep(LOOK_MS);
    question.signal.throwIfAborted();
    const caught = signals.take();
    if (caught) {
      obey(caught, terminal, signals);
      isShown = false;
    } else if (terminal.isForeground()) {
      if (!isShown) show(question, terminal);
      isShown = true;
      if (terminal.hasInput()) typed.push(nextKeys(terminal));
    }
  }
  return Buffer.concat(typed).toString().slice(0, -1);
}

/** Ends or stops this process as the signal demands. Returns when the question is to be shown again. */
function obey(caught: SignalName, terminal: Terminal, signals: CaughtSignals): void {
  if (caught === "SIGCONT") return;
  if (caught !== "SIGTSTP") throw new Interrupted(caught);
  terminal.restore();
  signals.giveIn("SIGTSTP");
}

function show({ prompt }: TerminalQuestion, terminal: Terminal): void {
  terminal.readLines();
  terminal.write(prompt);
}

function nextKeys(terminal: Terminal): Buffer {
  const keys = terminal.read();
  if (keys.length === 0) throw new Interrupted();
  return keys;
}
