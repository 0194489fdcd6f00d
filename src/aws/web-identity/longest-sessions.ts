import { WebIdentityRefusal } from "./web-identity-refusal.ts";

/** Seconds to ask for, one after the other: the most that AWS gives any role, what it gives by default, and the least. */
const LONGEST_FIRST = [43_200, 3600, 900];

/** Gets each role for as long as it allows. Only its administrator knows how long that is, so it is found by trying. */
export class LongestSessions {
  readonly #found = new Map<string, number>();

  /** @param ask - throws {@link WebIdentityRefusal} for a duration that the role does not allow */
  async longest<T>(role: string, ask: (seconds: number) => Promise<T>): Promise<T> {
    const most = this.#found.get(role) ?? Number.POSITIVE_INFINITY;
    const tries = LONGEST_FIRST.filter((seconds) => seconds <= most);
    for (const seconds of tries) {
      try {
        const given = await ask(seconds);
        this.#found.set(role, seconds);
        return given;
      } catch (error) {
        const isTooLong = error instanceof WebIdentityRefusal && error.why === "too-long";
        if (!isTooLong || seconds === tries.at(-1)) throw error;
      }
    }
    throw new Error("unreachable: there is always a duration to try");
  }
}
