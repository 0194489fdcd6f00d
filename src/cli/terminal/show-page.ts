import { CannotAsk } from "../../conversation/conversation.ts";
import type { Question } from "../../conversation/question.ts";
import { Terminal } from "../../system/terminal/terminal.ts";
import { unseenKeys } from "../../system/terminal/unseen-keys.ts";
import { writeBytes } from "../../system/write-bytes.ts";
import { askedAgain, type BrowserUse, invite } from "./page-invitation.ts";
import { PastedLine } from "./pasted-line.ts";
import { peopleAreWatching } from "./say.ts";
import { pageProblem } from "./terminal-problem.ts";

const STDERR = 2;

type SignInPage = Question<"sign-in">;

/**
 * Shows a sign-in page until `signal` aborts because it is no longer needed, or the user has pasted the last address of
 * the browser. An agent that does not say where the page leads accepts no such address. If a browser was opened on this
 * machine, none is needed, and keys typed meanwhile are left for the next program.
 *
 * @throws {CannotAsk} there is no terminal
 * @throws {Interrupted} ^C, or a signal that ends programs
 */
export async function showPage(page: SignInPage, signal: AbortSignal, use: BrowserUse): Promise<string | undefined> {
  const problem = pageProblem();
  if (problem) throw new CannotAsk(problem);
  const { browser, lines } = page.again
    ? { browser: "to-be-opened", lines: [askedAgain(page.again)] }
    : await invite(page, use, process.env);
  const line = new PastedLine();
  const take = page.authorizationUrl && browser !== "opened" ? (keys: string) => line.add(keys) : undefined;
  return unseenKeys(signal, take, () => tell(lines));
}

/** On the terminal, even when standard error is redirected. */
function tell(lines: readonly string[]): void {
  const text = `${lines.join("\n")}\n`;
  if (peopleAreWatching()) {
    writeBytes(STDERR, text);
    return;
  }
  using terminal = Terminal.open();
  terminal?.write(text);
}
