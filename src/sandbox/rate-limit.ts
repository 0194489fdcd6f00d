/** How many calls each account has had within the last second, as far as somebody asks. */
export class RateLimit {
  readonly #calls = new Map<string, number[]>();

  /** Whether one more call of that account is within the limit; if so, it counts. @param now - milliseconds */
  takes(accountId: string, perSecond: number, now: number): boolean {
    const recent = (this.#calls.get(accountId) ?? []).filter((time) => time > now - 1000);
    const fits = recent.length < perSecond;
    this.#calls.set(accountId, fits ? [...recent, now] : recent);
    return fits;
  }
}
