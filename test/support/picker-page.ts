import { Chromium } from "./chromium.ts";
import type { TerminalSession } from "./terminal-session.ts";
import type { World } from "./world.ts";

/** The link that opens the page of the picker. */
const LINK = /http:\/\/127\.0\.0\.1:\d+\/pick\/[\w-]+/;

/** No browser is opened by the program. */
export const NO_BROWSER = { BROWSER: "/nonexistent/browser" };

/** Waits until a terminal shows the link to the page. */
export async function shownLink(terminal: TerminalSession): Promise<string> {
  return (await terminal.waitFor(LINK))[0];
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly colours?: "dark" | "light";
}

/** The picker in a real browser, and the terminal of the command that waits. */
export class OpenPicker implements AsyncDisposable {
  readonly browser: Chromium;
  readonly terminal: TerminalSession;
  readonly link: string;

  private constructor(browser: Chromium, terminal: TerminalSession, link: string) {
    this.browser = browser;
    this.terminal = terminal;
    this.link = link;
  }

  /** Runs a command with `--pick browser`, and opens its page. */
  static async open(world: World, args: readonly string[], { colours = "light", env }: Options = {}) {
    const browser = await Chromium.open(colours);
    const terminal = world.terminal(args, { env: { ...NO_BROWSER, ...env } });
    const link = await shownLink(terminal);
    await browser.page.goto(link);
    return new OpenPicker(browser, terminal, link);
  }

  get search() {
    return this.browser.page.getByRole("combobox", { name: "Search" });
  }

  get selected() {
    return this.browser.page.getByRole("option", { selected: true });
  }

  /** The number of rows that match. */
  counted(text: string | RegExp): Promise<void> {
    return this.browser.page.locator(".count").filter({ hasText: text }).waitFor();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser[Symbol.asyncDispose]();
  }
}
