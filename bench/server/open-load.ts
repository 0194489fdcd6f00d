import { quantile } from "../statistics.ts";

/** How answers came to requests that were sent at planned times. */
export interface Answers {
  /** From the time when the request was due, in milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bytes: number;
  readonly perSecond: number;
}

interface OpenLoadOptions {
  readonly perSecond: number;
  readonly seconds: number;
  /** Not counted, at the beginning. */
  readonly warmUpSeconds: number;
}

/**
 * Sends so many requests a second, whether or not answers have come. A request that could not be sent in time, because
 * the answers before it were late, counts from the time when it was due.
 *
 * @param ask - sends one, and gives the number of its answer's bytes
 */
export async function openLoad(
  { perSecond, seconds, warmUpSeconds }: OpenLoadOptions,
  ask: (number: number) => Promise<number>,
): Promise<Answers> {
  const times: number[] = [];
  let bytes = 0;
  let failure: { readonly error: unknown } | undefined;
  const open: Promise<void>[] = [];
  const warmUp = warmUpSeconds * perSecond;
  const count = warmUp + seconds * perSecond;
  const began = performance.now();
  for (let number = 0; number < count; number++) {
    const due = began + (number * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await Bun.sleep(Math.ceil(wait));
    const answered = ask(number).then((length) => {
      if (number < warmUp) return;
      times.push(performance.now() - due);
      bytes += length;
    });
    open.push(
      answered.catch((error: unknown) => {
        failure ??= { error };
      }),
    );
    if (failure) break;
  }
  await Promise.all(open);
  if (failure) throw failure.error;
  const took = performance.now() - began - warmUpSeconds * 1000;
  times.sort((one, other) => one - other);
  return {
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    bytes: bytes / times.length,
    perSecond: (times.length * 1000) / took,
  };
}
