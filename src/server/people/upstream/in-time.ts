import { ActasError } from "../../../base/errors.ts";

const SECONDS = 5;

/**
 * Ends requests that another server keeps open without an answer, as if it could not be reached: whoever waits for them
 * is told so, and nothing stays taken.
 *
 * @param action - completes "cannot …"
 * @param origin - where the other server is configured
 */
export function inTime(action: string, origin: string): AbortSignal {
  const limit = new AbortController();
  const end = (): void =>
    limit.abort(
      new ActasError("unreachable", `cannot ${action}: no answer within ${SECONDS} seconds`, {
        hints: [`check the network, and the addresses in ${origin}`],
      }),
    );
  setTimeout(end, SECONDS * 1_000).unref();
  return limit.signal;
}

/** Waits for something that cannot be ended itself, such as a resolver, until it is not needed any more. */
export function orAborted<T>(something: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(signal.reason);
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  return Promise.race([something, promise]).finally(() => signal.removeEventListener("abort", end));
}
