import { isTransient } from "../../base/errors.ts";
import { ConcurrencyLimit } from "./concurrency-limit.ts";

/** With the waits below this is about half a minute of being told to wait. */
const MOST_TRIES = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export interface BackOffTools {
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Does something for every item, many at once, and reports results in the order of the items, as soon as all before
 * them are there. What is throttled lowers the limit of how many are done at once, and is tried again with exponential
 * back-off and jitter; the first other error ends it all.
 *
 * @throws {ActasError} `throttled` or `unreachable`, when the last try has failed too
 */
export async function forEachWithBackOff<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  report: (results: readonly Result[]) => void,
  tools: BackOffTools = { wait: Bun.sleep, random: Math.random },
): Promise<void> {
  const limit = new ConcurrencyLimit();
  const done: ({ readonly result: Result } | undefined)[] = items.map(() => undefined);
  let reported = 0;
  const reportWhatIsNext = (): void => {
    const results: Result[] = [];
    for (let next = done[reported]; next; next = done[++reported]) results.push(next.result);
    if (results.length > 0) report(results);
  };
  await Promise.all(
    items.map(async (item, index) => {
      done[index] = { result: await withRetries(() => work(item), limit, tools) };
      reportWhatIsNext();
    }),
  ).finally(() => limit.close());
}

async function withRetries<Result>(
  work: () => Promise<Result>,
  limit: ConcurrencyLimit,
  tools: BackOffTools,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const before = await limit.acquire();
    try {
      const result = await work();
      limit.succeeded();
      return result;
    } catch (error) {
      if (!isTransient(error) || tries === MOST_TRIES) throw error;
      limit.throttled(before);
    } finally {
      limit.release();
    }
    const longest = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
    await tools.wait(longest * (0.5 + tools.random() / 2));
  }
}
