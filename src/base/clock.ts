import { parseHttpDate } from "./timestamp.ts";

/** AWS refuses signatures that are 5 minutes off; beyond this difference expiry times mean little here. */
const WORTH_SAYING_MS = 4 * 60_000;

/**
 * The time by AWS's clock: this machine's clock, corrected once an answer from AWS has shown that it is wrong.
 * AWS decides whether credentials have ended, so its clock is the one that counts.
 */
export class Clock {
  readonly #machineNow: () => number;
  readonly #onWrong: ((warning: string) => void) | undefined;
  #skewMs = 0;

  /** @param onWrong - is told the warning whenever a clock that agreed turns out to be wrong */
  constructor(machineNow: () => number = Date.now, onWrong?: (warning: string) => void) {
    this.#machineNow = machineNow;
    this.#onWrong = onWrong;
  }

  /** Milliseconds since the epoch. */
  readonly now = (): number => this.#machineNow() + this.#skewMs;

  /** Milliseconds by which AWS's clock is ahead of this machine's; 0 while they agree within minutes. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** Corrects the clock by the `Date` header of an answer (RFC 9110 section 6.6.1), if they differ by minutes. */
  observe(dateHeader: string | null): void {
    const theirs = parseHttpDate(dateHeader ?? "");
    if (!theirs) return;
    const skewMs = theirs.getTime() - this.#machineNow();
    const agreed = this.#skewMs === 0;
    this.#skewMs = Math.abs(skewMs) < WORTH_SAYING_MS ? 0 : skewMs;
    const warning = agreed ? this.warning() : undefined;
    if (warning !== undefined) this.#onWrong?.(warning);
  }

  /** A sentence for the user when the machine's clock is wrong, else undefined. */
  warning(): string | undefined {
    if (this.#skewMs === 0) return undefined;
    const minutes = Math.round(Math.abs(this.#skewMs) / 60_000);
    const direction = this.#skewMs > 0 ? "behind" : "ahead of";
    return `the clock of this machine is ${minutes} minutes ${direction} AWS's; programs may refuse or misjudge credentials until it is set right`;
  }
}
