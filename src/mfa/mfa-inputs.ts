import { CannotAsk } from "../conversation/conversation.ts";
import type { MfaInput } from "./mfa-input.ts";

/**
 * Typed by the person behind the request: where there is no terminal, in a window. Beside a terminal no window is opened
 * unless the user wants both, because it would take the keys away in the middle of a code.
 */
const typed: MfaInput = {
  name: "tty",
  needs: "person",
  serves: ({ inputs }) => inputs?.includes("tty") ?? true,
  async code(question, conversation, signal, ways) {
    try {
      return await conversation.ask(question, signal);
    } catch (error) {
      if (!(error instanceof CannotAsk) || signal.aborted) throw error;
      const { onScreen } = await import("./on-screen.ts");
      return (await onScreen(question, conversation, signal, ways)) ?? Promise.reject(error);
    }
  },
};

/** Typed in a window, also while a terminal asks. */
const inWindow: MfaInput = {
  name: "gui",
  needs: "person",
  serves: ({ dialogs, inputs }) => dialogs !== "never" && inputs !== undefined && inputs.includes("gui"),
  code: async (question, conversation, signal) =>
    (await import("./ask-in-dialog.ts")).askInDialog(question, conversation, signal),
};

/** Printed by a command that a profile names. */
const printed: MfaInput = {
  name: "process",
  needs: "nobody",
  serves: ({ command, inputs }) => command !== undefined && (inputs?.includes("process") ?? true),
  code: async (...asked) => (await import("./printed-code.ts")).printedCode(...asked),
};

/** Those that remember nothing. All inputs are asked at once, and the first code wins. */
export const MFA_INPUTS: readonly MfaInput[] = [typed, inWindow, printed];
