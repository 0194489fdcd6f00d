import type { MfaInput } from "./mfa-input.ts";

/** Typed by the person behind a request, on the terminal. */
const typed: MfaInput = {
  name: "tty",
  needs: "person",
  triedAnew: true,
  serves: (waiters) => waiters.wish("tty") !== "refused",
  code: (question, conversation, signal) => conversation.ask(question, signal),
};

/**
 * Typed in a window where there is no terminal. Beside a terminal no window is opened unless the user wants both,
 * because it would take the keys away in the middle of a code.
 */
const insteadOfTerminal: MfaInput = {
  name: "gui",
  needs: "person",
  after: "tty",
  serves: (waiters) => waiters.wish("gui") !== "named",
  code: async (...asked) => (await import("./on-screen.ts")).onScreen(...asked),
};

/** Typed in a window, also while a terminal asks. */
const inWindow: MfaInput = {
  name: "gui",
  needs: "person",
  serves: (waiters) => waiters.wish("gui") === "named",
  code: async (question, conversation, signal) =>
    (await import("./ask-in-dialog.ts")).askInDialog(question, conversation, signal),
};

/** Printed by a command that a profile names. */
const printed: MfaInput = {
  name: "process",
  title: "`mfa_process`",
  needs: "nobody",
  serves: (waiters, { command }) => command !== undefined && waiters.wish("process") !== "refused",
  code: async (...asked) => (await import("./printed-code.ts")).printedCode(...asked),
};

/** Those that remember nothing. All inputs are asked at once, and the first code that AWS accepts wins. */
export const MFA_INPUTS: readonly MfaInput[] = [typed, insteadOfTerminal, inWindow, printed];
