import { isTransient } from "../../base/errors.ts";

/** How one waits, and for how long at most. */
export interface PatienceTools {
  /** Ends early, by throwing, when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** With the waits above, some two minutes in which an account throttles every call. */
const MOST_THROTTLED = 10;
/** With the waits above, a few seconds in which nothing answers. */
const MOST_UNANSWERED = 4;

/**
 * Makes a call, and again when it is throttled or not answered, each time after twice as long: half of that at least, and
 * the rest by chance, so that accounts do not all come back at once.
 *
 * @throws {ActasError} what the last try threw
 */
export async function patiently<T>(call: () => Promise<T>, { random, signal, wait }: PatienceTools): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      const most = isTransient(error) && error.code === "throttled" ? MOST_THROTTLED : MOST_UNANSWERED;
      if (!isTransient(error) || tries >= most) throw error;
    }
    const longest = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
    await wait(longest * (0.5 + random() / 2), signal);
  }
}

/** Waits by the machine's clock. */
export async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, reject, resolve } = Promise.withResolvers<void>();
  const stop = (): void => reject(signal.reason);
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
