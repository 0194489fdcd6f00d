import { ActasError } from "../base/errors.ts";

/** A program is answered within a second; a try that begins later than this would not be over by then. */
const TRY_WITHIN_MS = 700;
const PAUSE_MS = 100;

/**
 * Does something for a program that waits, and tries again while it waits if AWS could not be reached or failed.
 * Otherwise an agent that has nothing in memory would pass on failures that are over a moment later. Throttling is not
 * tried again.
 *
 * @throws the last failure
 */
export async function whileWaitedFor<T>(work: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + TRY_WITHIN_MS; ; ) {
    try {
      return await work();
    } catch (error) {
      const isOver = !(error instanceof ActasError) || error.code !== "unreachable" || performance.now() > end;
      if (isOver) throw error;
      await Bun.sleep(PAUSE_MS * (0.5 + Math.random()));
    }
  }
}
