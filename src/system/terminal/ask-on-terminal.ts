import { CannotAsk } from "../../conversation/conversation.ts";
import { CaughtSignals, type SignalName } from "../processes/caught-signals.ts";
import { Terminal } from "./terminal.ts";

/** How often keys and signals are looked at. A read that waits could not be cancelled without losing the next line. */
const LOOK_MS = 20;
const NEWLINE = 10;

export interface TerminalQuestion {
  readonly prompt: string;
  readonly input: "hidden" | "visible";
  /** What came behind the line: `kept` for the next reader, unless it is `dropped`, as where a paste must not run. */
  readonly pasted?: "kept" | "dropped";
  /** Takes the question back, for instance because it was answered elsewhere. */
  readonly signal: AbortSignal;
}

/**
 * The user ended the question with ^C or another signal, or (without `signal`) with ^D.
 * To end as the user wanted: `process.kill(process.pid, signal)`; nothing listens to it any more.
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
 * Asks one question on the terminal of this process, also when its standard files are pipes, and returns the line
 * typed. Leaves the terminal as it was, whatever happens; keys typed after the line belong to the next reader.
 * ^Z stops the process, and the question comes again when it is continued in the foreground.
 *
 * @throws {CannotAsk} there is no terminal, or this is a background job, which reading would stop
 * @throws {Interrupted} ^C, ^D, or a signal that ends programs
 * @throws the reason of `signal`
 */
export async function askOnTerminal(question: TerminalQuestion): Promise<string> {
  const { input, pasted = "kept", signal } = question;
  signal.throwIfAborted();
  using terminal = Terminal.open();
  if (!terminal) throw new CannotAsk("there is no terminal");
  if (!terminal.isForeground()) throw new CannotAsk("this command runs in the background");

  using signals = new CaughtSignals(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP", "SIGCONT"]);
  try {
    const line = await typedLine(question, terminal, signals);
    if (input === "hidden") terminal.write("\n");
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

/** Ends by the signal, or stops; returns when the question is to be shown again. */
function obey(caught: SignalName, terminal: Terminal, signals: CaughtSignals): void {
  if (caught === "SIGCONT") return;
  if (caught !== "SIGTSTP") throw new Interrupted(caught);
  terminal.restore();
  signals.giveIn("SIGTSTP");
}

function show({ prompt, input }: TerminalQuestion, terminal: Terminal): void {
  terminal.readLines(input);
  terminal.write(prompt);
}

function nextKeys(terminal: Terminal): Buffer {
  const keys = terminal.read();
  if (keys.length === 0) throw new Interrupted();
  return keys;
}
