/** The longest time between two looks at whether the agent has been idle long enough. */
const CHECK_EVERY_MS = 60_000;

/** Ends the agent when nobody has used it for long enough and no program depends on it. */
export class IdleTimer {
  readonly #timer: Timer;
  #lastUse = Date.now();

  constructor(timeoutSeconds: number, isNeeded: () => boolean, onIdle: () => void) {
    const check = (): void => {
      if (isNeeded()) this.touch();
      else if (Date.now() - this.#lastUse >= timeoutSeconds * 1000) onIdle();
    };
    this.#timer = setInterval(check, Math.min(CHECK_EVERY_MS, (timeoutSeconds * 1000) / 4));
  }

  touch(): void {
    this.#lastUse = Date.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
