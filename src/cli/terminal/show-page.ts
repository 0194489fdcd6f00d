import { shellWord } from "../../base/shell-word.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import type { Question } from "../../conversation/question.ts";
import { CaughtSignals } from "../../system/processes/caught-signals.ts";
import { Interrupted } from "../../system/terminal/ask-on-terminal.ts";
import { Terminal } from "../../system/terminal/terminal.ts";
import { browserProblem, openBrowser } from "./open-browser.ts";
import { peopleAreWatching, say } from "./say.ts";
import { pageProblem } from "./terminal-problem.ts";

/** How often it is looked whether the sign-in is done, or the user wants to stop. */
const LOOK_MS = 25;

/** `open`: the user's browser, where there is one; `print`: only the address (`--no-browser`). */
export type BrowserUse = "open" | "print";

type SignInPage = Question<"sign-in">;

/**
 * Shows a sign-in page until `signal` says that it is no longer needed.
 *
 * @throws {CannotAsk} there is no terminal
 * @throws {Interrupted} ^C, or a signal that ends programs
 */
export async function showPage(page: SignInPage, signal: AbortSignal, browser: BrowserUse): Promise<undefined> {
  const problem = pageProblem();
  if (problem) throw new CannotAsk(problem);
  using signals = new CaughtSignals(["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"]);
  tell((await invitation(page, browser)).map((line) => `actas: ${line}`));
  while (!signal.aborted) {
    const caught = signals.take();
    if (caught) throw new Interrupted(caught);
    await Bun.sleep(LOOK_MS);
  }
}

async function invitation(page: SignInPage, browser: BrowserUse): Promise<string[]> {
  const problem = browserProblem(process.env);
  const tried = browser === "open" && !problem ? await openBrowser(page.url, process.env) : [];
  if (tried === "opened") {
    const what = `opened your browser to sign in to "${page.source}"; if nothing appears, open`;
    return [`${what} ${page.url}`, ...toType(page)];
  }
  const failed = tried.map((reason) => `could not open a browser: ${reason}`);
  const what = `to sign in to "${page.source}", open`;
  return [...failed, `${what} ${page.url}`, ...toType(page), ...elsewhere(page, problem)];
}

/** The device grant can be abused by whoever gets the user to approve another one's code, which no page may fill in. */
function toType({ userCode }: SignInPage): string[] {
  return userCode ? [`type the code ${userCode} there, and approve nothing else`] : [];
}

/** The code grant ends at a port of this machine, which a browser elsewhere does not reach by itself. */
function elsewhere({ port, source }: SignInPage, problem: "ssh" | "no-display" | undefined): string[] {
  if (!port || !problem) return [];
  return [
    `${problem === "ssh" ? "this is a remote shell" : "there is no display here"}; for a browser on another machine, forward the port there first:`,
    `  ssh -L ${port}:127.0.0.1:${port} HOST`,
    `or sign in with any browser and a code: \`actas login ${shellWord(source)} --grant device\``,
  ];
}

/** On the terminal, also when standard error leads somewhere else. */
function tell(lines: readonly string[]): void {
  if (peopleAreWatching()) {
    for (const line of lines) say(line);
    return;
  }
  using terminal = Terminal.open();
  terminal?.writeLines(lines);
}
