/** A time-based code is that of a half minute. @see RFC 6238 section 5.2 */
const STEP_MS = 30_000;
/** Clocks differ a little. */
const MARGIN_MS = 500;

/** The number of the half minute that a time is in. */
export function timeStep(at: number): number {
  return Math.floor(at / STEP_MS);
}

/** Waits until a device makes another code. @throws the reason of the signal */
export async function nextStep(signal: AbortSignal): Promise<void> {
  const { promise, reject, resolve } = Promise.withResolvers<void>();
  const stop = (): void => reject(signal.reason);
  const timer = setTimeout(resolve, STEP_MS - (Date.now() % STEP_MS) + MARGIN_MS);
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
