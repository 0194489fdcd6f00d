import type { CommandListener } from "../../agent-api/exchange.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import type { Askers, Question, QuestionKind, Topic } from "../../conversation/question.ts";
import { ALWAYS } from "../../conversation/waiters.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { waitedMs } from "../../system/terminal/waited-ms.ts";
import { KeyWatch } from "./key-watch.ts";
import { Notes } from "./notes.ts";
import type { BrowserUse } from "./page-invitation.ts";
import { peopleAreWatching, say } from "./say.ts";
import { TERMINAL_PROBLEM } from "./terminal-problem.ts";
import { TerminalTurns } from "./terminal-turns.ts";

/** After this long without an answer the user is told what the command waits for. */
const SAY_SO_AFTER_MS = 2_000;

/** Options of some commands. */
export interface TerminalOptions {
  /** How a sign-in page is shown; absent: `open`. */
  readonly browser?: BrowserUse;
  /** Shows sign-in pages in place of the terminal, until the signal aborts. */
  readonly showSignIn?: (page: Question<"sign-in">, signal: AbortSignal) => Promise<undefined>;
  /** Gets roles as they are found. */
  readonly onRoles?: CommandListener["roles"];
}

/**
 * The user's terminal as a listener. The code for questions is loaded when the agent asks one: nearly always it answers
 * at once without a question.
 */
export function terminalListener(options: TerminalOptions = {}): CommandListener {
  const { browser = "open", onRoles = () => {}, showSignIn } = options;
  // The command may have waited a while before it needed a listener, but not for AWS while the user chose from a list.
  let timer = sayLater("waiting for AWS", Math.max(SAY_SO_AFTER_MS - waitedMs(), 0));
  const change = (next: Timer | undefined): void => {
    clearTimeout(timer);
    timer = next;
  };
  const key = new KeyWatch();
  const turns = new TerminalTurns();
  const notes = new Notes();
  /** Nothing is said into an open question. */
  let open = 0;
  const waitFor = (what: string): void => change(open > 0 || key.isWaiting ? undefined : sayLater(what));
  const askers: Askers = {
    "mfa-code": async (code, signal) =>
      (await import("./questions/ask-for-code.ts")).askForCode(code, signal, () => key.words()),
    "oath-password": async (of, signal) => (await import("./questions/ask-for-password.ts")).askForPassword(of, signal),
    passphrase: async (of, signal) => (await import("./questions/ask-for-passphrase.ts")).askForPassphrase(of, signal),
    "sign-in": async (page, signal) =>
      showSignIn ? showSignIn(page, signal) : (await import("./show-page.ts")).showPage(page, signal, browser),
  };
  return {
    waiters: ALWAYS,
    async ask(question, signal) {
      change(undefined);
      // A page is not typed into, and what is told meanwhile may be about it.
      using _ = question.kind === "sign-in" ? undefined : notes.typing();
      key.prompting(++open > 0);
      try {
        return await turns.ask(signal, (mine) => askers[question.kind](question, mine));
      } catch (error) {
        throw await whyNoAnswer(error, signal);
      } finally {
        key.prompting(--open > 0);
        waitFor("waiting for AWS");
      }
    },
    refuses: (kind) => (kind === "sign-in" && showSignIn ? undefined : TERMINAL_PROBLEM[kind]()),
    waiting: (topic, asked) => waitFor(whatIsAwaited(topic, asked)),
    wentOn: () => waitFor("waiting for AWS"),
    securityKey(state) {
      key.set(state);
      waitFor("waiting for AWS");
    },
    tell: (notice) => notes.tell(notice),
    detail: (step) => notes.tell(step),
    surroundings: async () => ownSurroundings(),
    roles: onRoles,
    over() {
      change(undefined);
      key.set(undefined);
    },
  };
}

/** What the command waits for before the question: a server must answer first. */
const SOON: { readonly [K in QuestionKind]: (topic: Topic<K>) => string } = {
  "mfa-code": () => "waiting for AWS",
  "oath-password": () => "waiting for AWS",
  passphrase: () => "waiting for AWS",
  "sign-in": ({ source }) => `waiting for ${source} to begin the sign-in`,
};

const THING: { readonly [K in QuestionKind]: (topic: Topic<K>) => string } = {
  "mfa-code": ({ serialNumber }) => `the MFA code of ${serialNumber}`,
  "oath-password": ({ serial }) => `the OATH password of YubiKey ${serial}`,
  passphrase: () => "the passphrase of what is kept",
  "sign-in": ({ source }) => `the sign-in to ${source}`,
};

function whatIsAwaited<K extends QuestionKind>(topic: Topic<K>, asked: "here" | "elsewhere"): string {
  if (asked === "here") return SOON[topic.kind](topic);
  return `waiting for ${THING[topic.kind](topic)}, which another command asks for`;
}

function sayLater(what: string, afterMs = SAY_SO_AFTER_MS): Timer | undefined {
  return setTimeout(() => {
    if (peopleAreWatching()) say(`actas: ${what} …`);
  }, afterMs).unref();
}

async function whyNoAnswer(error: unknown, signal: AbortSignal): Promise<unknown> {
  if (error instanceof CannotAsk) return error;
  const { Interrupted } = await import("../../system/terminal/interrupted.ts");
  if (error instanceof Interrupted) return (await import("./interrupted.ts")).interrupted(error.signal);
  return signal.aborted ? new CannotAsk("the question is no longer open") : error;
}
