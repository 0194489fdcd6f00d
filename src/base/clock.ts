import { parseHttpDate } from "./timestamp.ts";

/** Above this difference AWS starts refusing signatures soon, and expiry times here mean little. */
const WORTH_SAYING_MS = 4 * 60_000;

/**
 * The time as AWS sees it: this machine's clock, corrected once an answer of AWS showed that it is wrong.
 * Whether credentials have ended is judged by AWS's clock, since AWS decides.
 */
export class Clock {
  readonly #machineNow: () => number;
  #skewMs = 0;

  constructor(machineNow: () => number = Date.now) {
    this.#machineNow = machineNow;
  }

  /** Milliseconds since the epoch. */
  readonly now = (): number => this.#machineNow() + this.#skewMs;

  /** How far AWS's clock is ahead of this machine's; 0 while they agree well enough. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** Learns from the `Date` header of an answer (RFC 9110 section 6.6.1); differences of a few minutes are left alone. */
  observe(dateHeader: string | null): void {
    const theirs = parseHttpDate(dateHeader ?? "");
    if (!theirs) return;
    const skewMs = theirs.getTime() - this.#machineNow();
    this.#skewMs = Math.abs(skewMs) < WORTH_SAYING_MS ? 0 : skewMs;
  }

  /** The sentence for the user when the machine's clock is wrong, else undefined. */
  warning(): string | undefined {
    if (this.#skewMs === 0) return undefined;
    const minutes = Math.round(Math.abs(this.#skewMs) / 60_000);
    const direction = this.#skewMs > 0 ? "behind" : "ahead of";
    return `the clock of this machine is ${minutes} minutes ${direction} AWS's; programs may refuse or misjudge credentials until it is set right`;
  }
}
