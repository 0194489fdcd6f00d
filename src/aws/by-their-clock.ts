import type { Clock } from "../base/clock.ts";
import { isClockSkewError } from "./sts-errors.ts";

/** A difference between two answers of AWS that is not just the time they took. */
const LEARNT_MS = 60_000;

/** Calls AWS, and once more if it refused the time of the signature and its answer has set our clock right. */
export async function byTheirClock<T>(clock: Clock, attempt: () => Promise<T>): Promise<T> {
  const skewBefore = clock.skewMs;
  try {
    return await attempt();
  } catch (error) {
    const hasLearnt = Math.abs(clock.skewMs - skewBefore) > LEARNT_MS;
    if (hasLearnt && isClockSkewError(error)) return attempt();
    throw error;
  }
}
