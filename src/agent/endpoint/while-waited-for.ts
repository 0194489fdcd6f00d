import { ActasError } from "../../base/errors.ts";

/** A program hears within a second; what is begun after this would not be ready by then. */
const TRY_WITHIN_MS = 700;
const PAUSE_MS = 100;

/**
 * Does something for a program that waits, and again while it waits, if AWS only could not be reached or failed. An
 * agent that begins with nothing in memory would otherwise pass on each failure that AWS is over in a moment later.
 * Who is asked too often is not asked again.
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
