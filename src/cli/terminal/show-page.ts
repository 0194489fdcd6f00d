import { CannotAsk } from "../../conversation/conversation.ts";
import type { Question } from "../../conversation/question.ts";
import { Terminal } from "../../system/terminal/terminal.ts";
import { unseenKeys } from "../../system/terminal/unseen-keys.ts";
import { askedAgain, asQrCode, type BrowserUse, invite } from "./page-invitation.ts";
import { PastedLine } from "./pasted-line.ts";
import { peopleAreWatching, writeMessage } from "./say.ts";
import { pageProblem } from "./terminal-problem.ts";

type SignInPage = Question<"sign-in">;

/**
 * Shows a sign-in page until `signal` aborts because it is no longer needed, or the user has pasted the last address of
 * the browser. An agent that does not say where the page leads accepts no such address. If a browser was opened on this
 * machine, none is needed, and keys typed meanwhile are left for the next program. If the address can be opened on any
 * machine, the key `q` shows its QR code.
 *
 * @throws {CannotAsk} there is no terminal
 * @throws {Interrupted} ^C, or a signal that ends programs
 */
export async function showPage(page: SignInPage, signal: AbortSignal, use: BrowserUse): Promise<string | undefined> {
  const problem = pageProblem();
  if (problem) throw new CannotAsk(problem);
  // Where an address was pasted, no browser is to be opened.
  const { browser, lines, qrCode } = await invite(page, page.again && use === "open" ? "print" : use, process.env);
  if (qrCode === "on-demand") return offerQrCode(page, signal, lines);
  const line = new PastedLine();
  const take = page.authorizationUrl && browser !== "opened" ? (keys: string) => line.add(keys) : undefined;
  return unseenKeys(signal, take, telling(page.again ? [askedAgain(page.again)] : lines, lines));
}

/** Draws the QR code once, when the user presses `q`. */
async function offerQrCode({ url }: SignInPage, signal: AbortSignal, lines: readonly string[]): Promise<undefined> {
  const take = (keys: string) => (/q/i.test(keys) ? "q" : undefined);
  if ((await unseenKeys(signal, take, () => tell(lines))) === undefined) return;
  await unseenKeys(signal, undefined, telling(await asQrCode(url, process.env), lines));
}

/** Tells `first` at first, and `lines` whenever the process continues after it was stopped. */
function telling(first: readonly string[], lines: readonly string[]): () => void {
  let next = first;
  return () => {
    tell(next);
    next = lines;
  };
}

/** On the terminal, even when standard error is redirected. */
function tell(lines: readonly string[]): void {
  const text = lines.join("\n");
  if (peopleAreWatching()) {
    writeMessage(text);
    return;
  }
  using terminal = Terminal.open();
  terminal?.write(`${text}\n`);
}
