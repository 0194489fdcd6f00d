import { ActasError } from "../../base/errors.ts";
import { Pace } from "./pace.ts";

/** With the waits below this is about half a minute of being told to wait. */
const MOST_TRIES = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export interface GentlyTools {
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Does something for every item, many at once, and reports results in the order of the items, as soon as all before
 * them are there. While the other side says that it is asked too often, fewer are done at once, and what failed is
 * tried again after a wait that doubles and varies; the first other error ends it all.
 *
 * @throws {ActasError} `throttled` or `unreachable`, when the last try has failed too
 */
export async function gently<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  report: (results: readonly Result[]) => void,
  tools: GentlyTools = { wait: Bun.sleep, random: Math.random },
): Promise<void> {
  const pace = new Pace();
  const done: ({ readonly result: Result } | undefined)[] = items.map(() => undefined);
  let reported = 0;
  const reportWhatIsNext = (): void => {
    const results: Result[] = [];
    for (let next = done[reported]; next; next = done[++reported]) results.push(next.result);
    if (results.length > 0) report(results);
  };
  await Promise.all(
    items.map(async (item, index) => {
      done[index] = { result: await withRetries(() => work(item), pace, tools) };
      reportWhatIsNext();
    }),
  ).finally(() => pace.end());
}

async function withRetries<Result>(work: () => Promise<Result>, pace: Pace, tools: GentlyTools): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const turn = await pace.turn();
    try {
      const result = await work();
      pace.wentWell();
      return result;
    } catch (error) {
      if (!isPassing(error) || tries === MOST_TRIES) throw error;
      pace.slowDown(turn);
    } finally {
      pace.leave();
    }
    const longest = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
    await tools.wait(longest * (0.5 + tools.random() / 2));
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ActasError && (error.code === "throttled" || error.code === "unreachable");
}
