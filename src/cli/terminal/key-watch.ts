import type { SecurityKey } from "../../conversation/security-key.ts";
import { eraseProgress, peopleAreWatching, sayForNow } from "./say.ts";

const UPDATE_MS = 100;
const SPINNER = ["|", "/", "-", "\\"] as const;

/** How a prompt begins while a key waits to be touched, or why none does. */
export type KeyWords = { readonly touch: string } | { readonly problem: string };

/** What a security key is at: shown in the prompt where one is open, else in a line of its own where people look. */
export class KeyWatch {
  #state: SecurityKey | undefined;
  #since = 0;
  #timer: Timer | undefined;
  #hasPrompt = false;

  set(state: SecurityKey | undefined): void {
    this.#state = state;
    this.#since = Date.now();
    this.#show();
  }

  /** A prompt shows it now, or does no more. */
  prompting(hasPrompt: boolean): void {
    this.#hasPrompt = hasPrompt;
    this.#show();
  }

  get isWaiting(): boolean {
    return this.#state?.touchSeconds !== undefined;
  }

  words(): KeyWords | undefined {
    const { name, problem, touchSeconds } = this.#state ?? {};
    if (problem) return { problem };
    if (touchSeconds === undefined) return undefined;
    return { touch: `touch ${name} (${Math.max(Math.ceil(touchSeconds - this.#elapsedMs() / 1000), 0)} s)` };
  }

  #show(): void {
    const isShown = this.isWaiting && !this.#hasPrompt && peopleAreWatching();
    if (isShown) this.#timer ??= setInterval(() => this.#draw(), UPDATE_MS).unref();
    if (isShown || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    eraseProgress();
  }

  #draw(): void {
    const words = this.words();
    const spinner = SPINNER[Math.floor(this.#elapsedMs() / UPDATE_MS) % SPINNER.length];
    if (words && "touch" in words) sayForNow(`actas: ${words.touch} ${spinner}`);
  }

  #elapsedMs(): number {
    return Date.now() - this.#since;
  }
}
