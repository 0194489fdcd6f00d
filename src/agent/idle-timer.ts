/** The longest time between two looks at whether the agent has been idle long enough. */
const CHECK_EVERY_MS = 60_000;

/** Ends the agent when it was idle for long enough and no program depends on it. */
export class IdleTimer {
  readonly #timer: Timer;
  #underWay = 0;
  #lastUse = Date.now();

  constructor(timeoutSeconds: number, isNeeded: () => boolean, onIdle: () => void) {
    const check = (): void => {
      if (this.#underWay > 0 || isNeeded()) this.#lastUse = Date.now();
      else if (Date.now() - this.#lastUse >= timeoutSeconds * 1000) onIdle();
    };
    this.#timer = setInterval(check, Math.min(CHECK_EVERY_MS, (timeoutSeconds * 1000) / 4));
  }

  /** A use that lasts until it is disposed: a user may have to fetch the MFA device first. */
  readonly inUse = (): Disposable => {
    this.#underWay++;
    return {
      [Symbol.dispose]: () => {
        this.#underWay--;
        this.#lastUse = Date.now();
      },
    };
  };

  stop(): void {
    clearInterval(this.#timer);
  }
}
