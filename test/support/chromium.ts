import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { pathOf } from "./needs.ts";

/** Makes the browser open only the pages of the test, and never call home. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-proxy-server",
];

/** A real browser with one window. It takes screenshots if `ACTAS_SCREENSHOTS` names a folder. */
export class Chromium implements AsyncDisposable {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  /** The colour scheme of the user's system. */
  static async open(colorScheme: "dark" | "light", more: readonly string[] = []): Promise<Chromium> {
    const browser = await chromium.launch({ executablePath: pathOf("chromium") ?? "", args: [...FLAGS, ...more] });
    const context = await browser.newContext({ colorScheme, viewport: { width: 900, height: 700 } });
    return new Chromium(context, await context.newPage());
  }

  /** Takes a screenshot of the page, for developers to look at. */
  async picture(name: string): Promise<void> {
    const folder = process.env.ACTAS_SCREENSHOTS;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** Chooses the user, and presses a button. */
  async answer(person: string, button: "Allow" | "Deny"): Promise<void> {
    await this.page.getByText(person).click();
    await this.page.getByRole("button", { name: button }).click();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.browser()?.close();
  }
}
