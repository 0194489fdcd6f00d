import { until } from "./until.ts";

/** What real windows need, as `needs()` has them. */
export const SCREEN_TOOLS = ["zenity", "xvfb", "xdotool"] as const;

/** A screen without a monitor, and a user who types into its windows. */
export class Screen implements AsyncDisposable {
  readonly #server: Bun.Subprocess<"ignore", "pipe", "ignore">;
  readonly display: string;

  private constructor(server: Bun.Subprocess<"ignore", "pipe", "ignore">, display: string) {
    this.#server = server;
    this.display = display;
  }

  /** Another server may take the same number at the same moment; then this one ends, and is started again. */
  static async begin(): Promise<Screen> {
    return until("there is a screen", () => Screen.#begin());
  }

  static async #begin(): Promise<Screen | undefined> {
    const words = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"];
    const server = Bun.spawn(words, { stdin: "ignore", stdout: "pipe", stderr: "ignore" });
    let said = "";
    for await (const bytes of server.stdout) {
      said += Buffer.from(bytes).toString();
      const [number] = /\d+(?=\n)/.exec(said) ?? [];
      if (number) return new Screen(server, `:${number}`);
    }
    return undefined;
  }

  /** Waits for a window of this title. */
  async window(title: string): Promise<string> {
    return until(`a window named ${title} is there`, async () => (await this.windows(title))[0]);
  }

  async windows(title: string): Promise<readonly string[]> {
    return (await this.#xdotool("search", "--onlyvisible", "--name", title)).match(/\d+/g) ?? [];
  }

  /** Types into a window, and presses a key, such as `Return` or `Escape`. */
  async type(window: string, text: string, key: string): Promise<void> {
    await this.#xdotool("windowfocus", "--sync", window);
    if (text) await this.#xdotool("type", "--delay", "20", text);
    await this.#xdotool("key", key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.kill("SIGKILL");
    await this.#server.exited;
  }

  async #xdotool(...words: readonly string[]): Promise<string> {
    const env = { ...process.env, DISPLAY: this.display };
    const child = Bun.spawn(["xdotool", ...words], { env, stdout: "pipe", stderr: "ignore" });
    return new Response(child.stdout).text();
  }
}
