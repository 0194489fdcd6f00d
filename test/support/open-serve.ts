import { Chromium } from "./chromium.ts";
import { NO_BROWSER } from "./picker-page.ts";
import type { TerminalSession } from "./terminal-session.ts";
import type { World } from "./world.ts";

const LINK = /http:\/\/127\.0\.0\.1:\d+\/serve\/[\w-]+/;
const ENDPOINT = /AWS_CONTAINER_CREDENTIALS_FULL_URI=(\S+)/;
const TOKEN_FILE = /AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=(\S+)/;

interface Opened {
  readonly browser: Chromium;
  readonly terminal: TerminalSession;
  readonly link: string;
  readonly endpoint: string;
  readonly tokenFile: string;
}

/** The page of `actas serve container --web` in a real browser, and the terminal of the command. */
export class OpenServe implements AsyncDisposable {
  readonly browser: Chromium;
  readonly terminal: TerminalSession;
  readonly link: string;
  readonly #endpoint: string;
  readonly #tokenFile: string;

  private constructor({ browser, endpoint, link, terminal, tokenFile }: Opened) {
    this.browser = browser;
    this.terminal = terminal;
    this.link = link;
    this.#endpoint = endpoint;
    this.#tokenFile = tokenFile;
  }

  /** Serves at a free port, and opens the page. */
  static async open(world: World, args: readonly string[] = [], colours: "dark" | "light" = "light") {
    const browser = await Chromium.open(colours);
    const words = ["serve", "container", "--port", "0", "--web", ...args];
    const terminal = world.terminal(words, { env: NO_BROWSER, size: { columns: 200, rows: 40 } });
    const [link] = await terminal.waitFor(LINK);
    const [, endpoint = ""] = await terminal.waitFor(ENDPOINT);
    const [, tokenFile = ""] = await terminal.waitFor(TOKEN_FILE);
    await browser.page.goto(link);
    return new OpenServe({ browser, terminal, link, endpoint, tokenFile });
  }

  /** What the page says. */
  says(text: string | RegExp): Promise<void> {
    return this.browser.page.locator("main").filter({ hasText: text }).waitFor();
  }

  heading(name: string): Promise<void> {
    return this.browser.page.getByRole("heading", { name }).waitFor();
  }

  get search() {
    return this.browser.page.getByRole("combobox", { name: "Search" });
  }

  /** Chooses what a search finds first. */
  async choose(text: string): Promise<void> {
    const { page } = this.browser;
    await this.search.fill(text);
    await page
      .locator(".count")
      .filter({ hasText: /^[1-9]\d* of \d+$/ })
      .waitFor();
    await page.keyboard.press("Enter");
  }

  /** What a program gets that has the variables of the command. */
  async ask(): Promise<{ readonly status: number; readonly text: string }> {
    const authorization = await Bun.file(this.#tokenFile).text();
    const answer = await fetch(this.#endpoint, { headers: { authorization } });
    return { status: answer.status, text: await answer.text() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser[Symbol.asyncDispose]();
  }
}
