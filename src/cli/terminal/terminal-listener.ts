import type { AskOutcome, Listener } from "../../agent-api/exchange.ts";
import { printable } from "../../base/printable.ts";
import { CannotAsk, type Pending, type Question } from "../../conversation/conversation.ts";

/** After this long without an answer the user hears what is being waited for. */
const SAY_SO_AFTER_MS = 2_000;

/** What some commands want otherwise. */
export interface TerminalOptions {
  /** `print`: show the address of a sign-in page and open no browser. */
  readonly browser?: "open" | "print";
  /** Hears of roles as they are found. */
  readonly onRoles?: Listener["roles"];
}

/**
 * The user's terminal, as the agent's listener. What it needs is loaded when the agent speaks: nearly always it
 * answers at once and never does.
 */
export function terminalListener({ browser = "open", onRoles = () => {} }: TerminalOptions = {}): Listener {
  // The command may have waited a while before it needed a listener.
  let timer = sayLater("waiting for AWS", Math.max(SAY_SO_AFTER_MS - performance.now(), 0));
  const change = (next: Timer | undefined): void => {
    clearTimeout(timer);
    timer = next;
  };
  return {
    async ask(question, signal) {
      change(undefined);
      const outcome = await askUser(question, signal);
      change(sayLater("waiting for AWS"));
      return outcome;
    },
    async openPage(page, signal) {
      change(undefined);
      const outcome = await (await import("./show-page.ts")).showPage(page, signal, browser);
      change(sayLater("waiting for AWS"));
      return outcome;
    },
    waiting: (pending) => change(sayLater(whatIsAwaited(pending))),
    roles: onRoles,
    async notice(text) {
      const { say } = await import("./say.ts");
      say(`actas: note: ${text}`);
    },
  };
}

/** Before this command asks for something itself, a server has to answer. */
function whatIsAwaited(pending: Pending): string {
  if (pending.elsewhere) return `waiting for ${thing(pending)}, which another command asks for`;
  return pending.kind === "sign-in" ? `waiting for ${pending.source} to begin the sign-in` : "waiting for AWS";
}

function thing(pending: Pending): string {
  return pending.kind === "sign-in" ? `the sign-in to ${pending.source}` : `the MFA code of ${pending.serialNumber}`;
}

function sayLater(what: string, afterMs = SAY_SO_AFTER_MS): Timer | undefined {
  return setTimeout(async () => {
    const { peopleAreWatching, say } = await import("./say.ts");
    if (peopleAreWatching()) say(`actas: ${what} …`);
  }, afterMs).unref();
}

async function askUser(question: Question, signal: AbortSignal): Promise<AskOutcome> {
  const { askOnTerminal, Interrupted } = await import("../../system/tty.ts");
  try {
    return { code: await askOnTerminal({ prompt: promptFor(question), input: "hidden", signal }) };
  } catch (error) {
    if (error instanceof CannotAsk) return { cannotAsk: error.reason };
    if (signal.aborted) return { cannotAsk: "the question is no longer open" };
    if (!(error instanceof Interrupted)) throw error;
    return (await import("./interrupted.ts")).interrupted(error.signal);
  }
}

const AGAIN = {
  "wrong-code": "AWS did not accept the code",
  "code-already-used": "this code was sent before: wait for the next",
  "not-six-digits": "a code is six digits",
} as const;

function promptFor({ again, serialNumber, target }: Question): string {
  return `${again ? `actas: ${AGAIN[again]}\n` : ""}${printable(`actas: MFA code of ${serialNumber} for "${target}":`)} `;
}
