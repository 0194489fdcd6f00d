import type { Environment } from "../../base/environment.ts";
import { printable } from "../../base/printable.ts";

/** Terminals that support links by OSC 8, by the variables that they set. */
const KNOWS_LINKS: readonly ((environment: Environment) => boolean)[] = [
  ({ TERM_PROGRAM = "" }) =>
    ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"].includes(TERM_PROGRAM),
  ({ TERM = "" }) => /^(xterm-kitty|xterm-ghostty|alacritty|foot|contour)/.test(TERM),
  // GNOME's terminals from 0.50, KDE's, and Windows'.
  ({ VTE_VERSION }) => Number(VTE_VERSION) >= 5000,
  ({ KONSOLE_VERSION }) => Number(KONSOLE_VERSION) >= 201_200,
  ({ WT_SESSION }) => Boolean(WT_SESSION),
];

/**
 * An address on a line of its own, so that it can be selected by itself. If the terminal is known to support links, it
 * is one, which works even where the line is broken.
 *
 * @see https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
export function addressLine(url: string, environment: Environment): string {
  const shown = printable(url);
  return shown === url && isLinked(url, environment)
    ? `  \u001b]8;;${shown}\u001b\\${shown}\u001b]8;;\u001b\\`
    : `  ${shown}`;
}

/** A multiplexer passes on the variables of the terminal it was started in; it may be shown in another one now. */
function isLinked(url: string, environment: Environment): boolean {
  const { STY, TERM = "dumb", TMUX } = environment;
  const isAddress = /^https?:[!-~]+$/.test(url);
  return isAddress && !STY && !TMUX && TERM !== "dumb" && KNOWS_LINKS.some((knows) => knows(environment));
}
