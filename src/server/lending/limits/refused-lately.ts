import { remember } from "../../../base/remember.ts";

const REMEMBERED_MS = 120_000;
const MOST = 20_000;

interface Refused {
  readonly until: number;
  readonly scannedAt: number;
}

/**
 * What AWS refused within the last two minutes: asking again would be refused again, and only use up what STS takes.
 * A role that was scanned since then is asked for again.
 */
export class RefusedLately {
  readonly #now: () => number;
  readonly #refused = new Map<string, Refused>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param role - when its account was scanned counts */
  add(key: string, role: { readonly scannedAt: number }): void {
    remember(this.#refused, key, { until: this.#now() + REMEMBERED_MS, scannedAt: role.scannedAt }, MOST);
  }

  /** @returns 0, or for how many seconds more it is remembered */
  secondsLeft(key: string, role: { readonly scannedAt: number }): number {
    const refused = this.#refused.get(key);
    if (!refused) return 0;
    const leftMs = refused.until - this.#now();
    // More is left only when the clock was set back.
    if (leftMs > 0 && leftMs <= REMEMBERED_MS && refused.scannedAt === role.scannedAt) return Math.ceil(leftMs / 1000);
    this.#refused.delete(key);
    return 0;
  }
}
